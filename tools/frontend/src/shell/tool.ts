/**
 * The contract between the shell of a tool page and a tool.
 *
 * A tool is one module under `src/pages/`, named after its slug in `tools/catalogue.py`, whose default export
 * is a `Tool`. It builds its own markup inside the host it is given and never touches the page around it.
 */

/** What a visitor dropped, picked or pasted: bytes by reference, never copied, never sent. */
export interface Payload {
  /** The file's name, or "" for pasted text. Shown on the page; never put into an address, a title or storage. */
  readonly name: string;
  readonly blob: Blob;
}

/** A tool on the page, holding the visitor's data in memory. */
export interface LiveTool {
  open(payload: Payload): void;
  /** Ends workers and lets go of all data. */
  close(): void;
}

/** Something to try the tool with: synthetic, made in code when asked for. */
export interface Sample {
  readonly label: string;
  /** The file name it goes by. */
  readonly name: string;
  load(): Promise<Blob>;
}

export interface Tool {
  readonly samples?: readonly Sample[];
  mount(host: HTMLElement): LiveTool;
}
