/** A file as a browser runs it, without types (apps/portal/vite.config.ts). */
declare module '*?browser-source' {
  const source: string;
  export { source };
}
