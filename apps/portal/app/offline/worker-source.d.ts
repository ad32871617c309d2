/** A file as a browser runs it, without types (apps/portal/vite.config.ts). */
declare module '*?worker-source' {
  const source: string;
  export { source };
}
