/** Hills and a road at the foot of the first page: our own drawing, a few hundred bytes. */
export function Landscape() {
  return (
    <svg
      className="pointer-events-none absolute inset-x-0 bottom-0 h-44 w-full overflow-visible sm:bottom-16 sm:h-52"
      viewBox="0 0 800 180"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <circle cx="640" cy="52" r="32" className="fill-orb" />
      <path d="M0 120c70-46 120-52 190-20s120 10 190-22 130-30 200 8 140 34 220-6v100H0z" className="fill-hill-far" />
      <path d="M0 150c90-40 170-38 260-8s170 20 260-12 180-24 280 10v100H0z" className="fill-hill-near" />
      <path
        d="M250 240c60-44 130-52 104-74-22-18 40-30 108-34l5 3c-58 8-92 18-70 32 40 24 0 46-40 73z"
        className="fill-track"
      />
    </svg>
  );
}
