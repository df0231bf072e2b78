/** The modules of the tools, each of which comes when it is asked for. */

import { catalogue } from "./catalogue";
import type { Tool } from "./tool";

const pages = import.meta.glob<{ default: Tool }>("../pages/*.ts");

/** Null for a tool that is not there. Rejects where its module does not load. */
export async function loadTool(slug: string): Promise<Tool | null> {
  return (await pages[`../pages/${slug}.ts`]?.())?.default ?? null;
}

/** Loads every tool while nothing is open, so that nothing has to be asked for when something is. */
export async function prepareAll(loaded: (slug: string, tool: Tool) => void): Promise<void> {
  for (const { slug } of catalogue()) {
    try {
      const tool = await loadTool(slug);
      if (!tool) continue;
      loaded(slug, tool);
      await tool.prepare();
    } catch {
      // It is said when the tool is opened.
    }
  }
}
