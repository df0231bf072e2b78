/** What it takes to make a tree of what was read and to show it: one module, which no page begins with. */

export { modelOf } from "./model";
export {
  cancelledSentence,
  noteOf,
  nothingSentence,
  notOpenedSentence,
  openedSentence,
  refusalSentence,
} from "./sentences";
export { FolderView } from "./view";
