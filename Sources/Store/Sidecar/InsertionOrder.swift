/// The order of new records among those of a file: by their lines in the source, replies at the end of their threads.
struct InsertionOrder {
  private struct Entry {
    /// The first record of its thread: an index among the records of the file, behind them among the new ones.
    var root: Int
    var line: Int
    /// Among the records of the file; nil for a new one.
    var existing: Int?
    /// Among the new ones.
    var new: Int?
  }

  private var entries: [Entry] = []
  private let document: SidecarDocument
  /// The ids that records answer, where that was changed.
  private var changedParents: [Int: String?] = [:]
  private var changedLines: [Int: Int] = [:]
  /// The ids of new records that have their place, by their index among the new ones.
  private var placed: [String: Int] = [:]
  /// The ids that records of the file and new ones answer.
  private var answered: Set<String> = []

  /// The new records, by the index of the record of the file after which they stand (nil: at the top).
  ///
  /// - Complexity: O(records in the file) for each new one, without a look at their texts.
  static func arrange(
    _ new: [[Value.Member]], among document: SidecarDocument, with edits: [RecordEdit]
  ) -> [Int?: [Int]] {
    if document.records.isEmpty, new.count == 1 { return [nil: [0]] }
    var order = InsertionOrder(document, edits)
    var parents: [String?] = []
    for (index, members) in new.enumerated() {
      parents.append(Value.mapping(members)["reply_to"]?.presentText)
      order.place(members, index, parents)
    }
    var arranged: [Int?: [Int]] = [:]
    var previous: Int?
    for entry in order.entries {
      if let new = entry.new { arranged[previous, default: []].append(new) } else { previous = entry.existing }
    }
    return arranged
  }

  private init(_ document: SidecarDocument, _ edits: [RecordEdit]) {
    self.document = document
    for case .set(let id, let fields, let removing) in edits {
      guard let index = document.index(of: id) else { continue }
      for field in fields where field.key == "reply_to" {
        changedParents.updateValue(field.value.presentText, forKey: index)
      }
      for field in fields where field.key == "line" { changedLines[index] = field.value.number ?? 0 }
      if removing.contains("reply_to") { changedParents.updateValue(nil, forKey: index) }
      if removing.contains("line") { changedLines[index] = 0 }
    }
    let roots = roots()
    entries.reserveCapacity(document.records.count)
    for index in document.records.indices {
      if let parent = parent(of: index) { answered.insert(parent) }
      entries.append(Entry(root: roots[index], line: line(of: roots[index]), existing: index))
    }
  }

  private func parent(of index: Int) -> String? {
    if let changed = changedParents[index] { return changed }
    return document.records[index].replyTo
  }

  private func line(of index: Int) -> Int {
    changedLines[index] ?? document.records[index].anchorLine ?? 0
  }

  /// The first record of the thread of each; a ring of replies begins with any of them.
  private func roots() -> [Int] {
    var roots = [Int](repeating: -1, count: document.records.count)
    for index in roots.indices where roots[index] < 0 {
      var chain: [Int] = []
      var current = index
      while roots[current] < 0 {
        chain.append(current)
        // A placeholder that ends cycles of replies.
        roots[current] = current
        guard let parent = parent(of: current).flatMap({ document.index(of: $0) }) else { break }
        current = parent
      }
      let root = roots[current]
      for member in chain { roots[member] = root }
    }
    return roots
  }

  private mutating func place(_ members: [Value.Member], _ index: Int, _ parents: [String?]) {
    let record = Value.mapping(members)
    let id = record["id"]?.text ?? ""
    let parentID = parents[index]
    let parent = parentID.flatMap { parent -> Entry? in
      if let existing = document.index(of: parent) { return entries.first { $0.existing == existing } }
      return placed[parent].flatMap { new in entries.first { $0.new == new } }
    }
    let line = parent?.line ?? record["line"]?.number ?? 0
    let root = parent?.root ?? document.records.count + index
    let position: Int
    if answered.contains(id), let reply = entries.firstIndex(where: { answers($0, id, parents) }) {
      // It comes back to replies that are there: a thread begins with what it answers.
      position = reply
    } else {
      let previous =
        parent != nil ? entries.lastIndex { $0.root == root } : entries.lastIndex { $0.line <= line }
      position = previous.map { $0 + 1 } ?? 0
    }
    if parent != nil, let parentID { answered.insert(parentID) }
    placed[id] = index
    entries.insert(Entry(root: root, line: line, new: index), at: position)
  }

  private func answers(_ entry: Entry, _ id: String, _ parents: [String?]) -> Bool {
    if let existing = entry.existing { return parent(of: existing) == id }
    return entry.new.map { parents[$0] == id } ?? false
  }
}
