// What these tests use of Node; the pages' types know the browser alone.
declare module "node:fs" {
  export function existsSync(path: string): boolean;

  export function mkdirSync(path: string, options: { recursive: true }): void;
  export function readFileSync(path: string): Uint8Array;
  export function readdirSync(path: string, options?: { recursive: true }): string[];
  export function statSync(path: string): { isFile(): boolean };
  export function writeFileSync(path: string, text: string): void;
}
declare module "node:zlib" {
  export function deflateRawSync(
    bytes: Uint8Array,
    options?: { level?: number; strategy?: number },
  ): Uint8Array;
  export function deflateSync(bytes: Uint8Array, options?: { level?: number }): Uint8Array;
  export function gzipSync(bytes: Uint8Array, options?: { level?: number }): Uint8Array;
}
declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): void };
};
