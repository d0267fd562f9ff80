/// The texts that were killed or copied; it outlives the editor that filled it.
package struct KillRing: Hashable, Sendable {
  /// The texts, the latest last; at most 16, none empty.
  package private(set) var entries: [String] = []
  private static let capacity = 16

  /// A ring without entries.
  package init() {}

  /// The text that the next yank inserts and that goes to the system's clipboard; nil before the first kill.
  package var latest: String? { entries.last }

  /// Remembers `text` as a new entry; empty text is not one.
  package mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    entries.append(text)
    if entries.count > KillRing.capacity { entries.removeFirst() }
  }

  /// Adds to the latest entry what was killed `after` it in the text, or before it.
  mutating func extend(_ text: String, after: Bool) {
    guard let last = entries.popLast() else { return add(text) }
    entries.append(after ? last + text : text + last)
  }

  /// The entry `age` places before the latest, around the ring.
  func entry(age: Int) -> String? {
    guard !entries.isEmpty else { return nil }
    return entries[entries.count - 1 - age % entries.count]
  }
}
