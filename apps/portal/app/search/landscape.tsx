/** Hills and a road at the foot of the first page: our own drawing, a few hundred bytes. */
export function Landscape() {
  return (
    <svg
      className="pointer-events-none absolute inset-x-0 bottom-0 h-44 w-full overflow-visible sm:bottom-8 sm:h-52"
      viewBox="0 0 800 180"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <circle cx="640" cy="58" r="34" fill="#f4b740" />
      <path d="M0 120c70-46 120-52 190-20s120 10 190-22 130-30 200 8 140 34 220-6v100H0z" fill="#1a7a5f" />
      <rect y="178" width="800" height="60" fill="#0a4a39" />
      <path d="M0 150c90-40 170-38 260-8s170 20 260-12 180-24 280 10v40H0z" fill="#0a4a39" />
      <path
        d="M330 180c20-16 90-18 70-32s-58-10-40-22 66-6 74-14"
        fill="none"
        stroke="#d9cfae"
        strokeWidth="9"
        strokeLinecap="round"
      />
      <path
        d="M330 180c20-16 90-18 70-32s-58-10-40-22 66-6 74-14"
        fill="none"
        stroke="#0a3b2d"
        strokeWidth="1.4"
        strokeDasharray="7 6"
      />
    </svg>
  );
}
