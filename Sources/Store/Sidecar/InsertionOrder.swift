/// Where new records go among those of a file: by their lines in the source, replies at the end of their threads.
struct InsertionOrder {
  private struct Entry {
    var id: String
    var root: String
    var parent: String?
    var line: Int
    /// Among the records of the file; nil for a new one.
    var existing: Int?
    /// Among the new ones.
    var new: Int?
  }

  private var entries: [Entry] = []

  /// The new records, by the index of the record of the file after which they stand (nil: at the top).
  static func arrange(_ new: [[Value.Member]], among records: [Value]) -> [Int?: [Int]] {
    var order = InsertionOrder(records)
    for (index, members) in new.enumerated() { order.place(members, index) }
    var arranged: [Int?: [Int]] = [:]
    var previous: Int?
    for entry in order.entries {
      if let new = entry.new { arranged[previous, default: []].append(new) } else { previous = entry.existing }
    }
    return arranged
  }

  private init(_ records: [Value]) {
    var parents: [String: String] = [:]
    var lines: [String: Int] = [:]
    for record in records {
      guard let id = record["id"]?.text else { continue }
      parents[id] = record["reply_to"]?.presentText
      lines[id] = record["line"]?.number ?? 0
    }
    for (index, record) in records.enumerated() {
      let id = record["id"]?.text ?? ""
      var root = id
      // Not more steps than there are records: replies may answer each other in a ring.
      for _ in records.indices {
        guard let parent = parents[root], lines[parent] != nil else { break }
        root = parent
      }
      entries.append(Entry(id: id, root: root, parent: parents[id], line: lines[root] ?? 0, existing: index))
    }
  }

  private mutating func place(_ members: [Value.Member], _ index: Int) {
    let record = Value.mapping(members)
    let id = record["id"]?.text ?? ""
    let parent = record["reply_to"]?.presentText.flatMap { parent in entries.first { $0.id == parent } }
    let line = parent?.line ?? record["line"]?.number ?? 0
    let root = parent?.root ?? id
    let position: Int
    if let reply = entries.firstIndex(where: { $0.parent == id }) {
      // It comes back to replies that are there: a thread begins with what it answers.
      position = reply
    } else {
      let previous =
        parent != nil ? entries.lastIndex { $0.root == root } : entries.lastIndex { $0.line <= line }
      position = previous.map { $0 + 1 } ?? 0
    }
    entries.insert(Entry(id: id, root: root, parent: parent?.id, line: line, new: index), at: position)
  }
}
