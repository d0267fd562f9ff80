import Annotations

/// Fields of a record by name, those under `x_gloss` each on its own, for merging three versions of a record.
struct FieldTable: Equatable {
  private(set) var order: [String] = []
  private(set) var values: [String: Value] = [:]

  /// Between `x_gloss` and the name below it; stands in no field name that anybody writes.
  private static let separator = "\u{1}"
  static let editedKey = RecordCodec.extensionKey + separator + "edited"

  init(_ record: Value?) {
    for member in record?.members ?? [] {
      if member.key == RecordCodec.extensionKey, case .mapping(let extra) = member.value {
        for part in extra { self[member.key + Self.separator + part.key] = part.value }
      } else {
        self[member.key] = member.value
      }
    }
  }

  subscript(key: String) -> Value? {
    get { values[key] }
    set {
      if newValue != nil, values[key] == nil { order.append(key) }
      if newValue == nil { order.removeAll { $0 == key } }
      values[key] = newValue
    }
  }

  /// The record again.
  var members: [Value.Member] {
    var members: [Value.Member] = []
    var extra: [Value.Member] = []
    for key in order {
      guard let value = values[key] else { continue }
      let parts = key.split(separator: Self.separator, maxSplits: 1)
      if parts.count == 2, parts[0] == RecordCodec.extensionKey {
        extra.append(.init(String(parts[1]), value))
      } else {
        members.append(.init(key, value))
      }
    }
    if !extra.isEmpty { members.append(.init(RecordCodec.extensionKey, .mapping(extra))) }
    return members
  }
}

/// Three versions of one record made into one, field by field.
struct FieldMerge {
  private(set) var result: FieldTable
  /// Fields that both changed, to different values; the result has theirs.
  private(set) var conflicts: [String] = []

  init(base: FieldTable, ours: FieldTable, theirs: FieldTable) {
    result = theirs
    for key in Set(base.order + ours.order).sorted() {
      let (was, mine, other) = (base[key], ours[key], theirs[key])
      if mine == was || mine == other { continue }
      if other == was || key == FieldTable.editedKey {
        result[key] = mine
      } else {
        conflicts.append(key)
      }
    }
  }

  /// Whether words that somebody wrote would be lost by taking the result.
  var losesText: Bool { conflicts.contains("text") }
}
