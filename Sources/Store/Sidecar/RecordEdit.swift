/// One change to the records of a sidecar, in terms of the file.
enum RecordEdit {
  /// A new record; `raw` is how another version of the file writes it.
  case insert(id: String, members: [Value.Member], raw: RawRecord?)
  /// Gives fields new values, or removes them.
  case set(id: String, fields: [Value.Member], removing: [String])
  case delete(id: String)

  /// The lines of a record as they stand in a block sequence, from the dash, without the last line break.
  struct RawRecord {
    var bytes: [UInt8]
    var dashColumn: Int
  }
}
