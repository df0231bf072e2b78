/** Long work in pieces: between them the page draws and hears. */

/** Lets the page draw and hear; what comes after is a task of its own. */
export function breath(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));
}
