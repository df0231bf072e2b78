/** Which places within sequences change, as the visitor ticks them. No DOM. */

import type { ElementChange } from "../../dicom/correct";

type Place = Pick<ElementChange, "path" | "depth">;

export class Ticks {
  /** Paths by file at which it is otherwise than is usual: they hold for every preview of the folder. */
  readonly #flipped = new Map<number, Set<string>>();

  /** Usual is that everything changes but what is recorded history. */
  isOn(file: number, { path, depth }: Place): boolean {
    if (depth === "top") return true;
    const isFlipped = this.#flipped.get(file)?.has(path) ?? false;
    return isFlipped !== (depth === "nested");
  }

  /** Nothing for what stands at the top: it is taken out of the plan. */
  toggle(file: number, { path, depth }: Place): void {
    if (depth === "top") return;
    const paths = this.#flipped.get(file) ?? new Set();
    if (!paths.delete(path)) paths.add(path);
    this.#flipped.set(file, paths);
  }

  flipped(file: number): readonly string[] {
    return [...(this.#flipped.get(file) ?? [])];
  }
}
