/// Where a key is read: each context has a keymap of its own.
package enum KeyContext: String, CaseIterable, Hashable, Sendable {
  case outline, detail, selecting, editor, list, prompt, help
}
