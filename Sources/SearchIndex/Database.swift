import CSQLite

/// A failure of SQLite, with its result code.
struct DatabaseError: Error, Hashable {
  var code: Int32

  /// Whether the file is no database, or a damaged one.
  var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT].contains(code & 0xFF) }
}

/// A value of a row.
enum DatabaseValue {
  case integer(Int64)
  case bytes([UInt8])
}

/// One connection to a file of SQLite, used on one thread at a time.
final class Database {
  private let connection: OpaquePointer

  /// Opens or makes a database.
  /// - Parameter patience: Milliseconds to wait for others that write.
  /// - Throws: `DatabaseError` where the file can't be opened or made.
  init(path: String, patience: Int32) throws(DatabaseError) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw DatabaseError(code: code)
    }
    connection = opened
    sqlite3_busy_timeout(opened, patience)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Carries out statements that give no rows.
  ///
  /// - Throws: `DatabaseError` of the first statement that fails; those before it took effect, unless a transaction is
  ///   open.
  func execute(_ sql: String) throws(DatabaseError) {
    let code = sqlite3_exec(connection, sql, nil, nil, nil)
    if code != SQLITE_OK { throw DatabaseError(code: sqlite3_extended_errcode(connection)) }
  }

  /// Carries out one statement for each of several sets of values.
  ///
  /// - Throws: `DatabaseError` where the statement can't be prepared or fails for a set; it took effect for those
  ///   before it, unless a transaction is open.
  func run(_ sql: String, forEach sets: some Sequence<[DatabaseValue]>) throws(DatabaseError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = prepared else { throw DatabaseError(code: code) }
    defer { sqlite3_finalize(statement) }
    for values in sets {
      sqlite3_reset(statement)
      try bind(values, to: statement)
      let code = sqlite3_step(statement)
      guard code == SQLITE_DONE else { throw DatabaseError(code: sqlite3_extended_errcode(connection)) }
    }
  }

  /// Carries out one statement and calls `row` with each row.
  ///
  /// - Throws: `DatabaseError` where the statement can't be prepared or fails; `row` was called for the rows before
  ///   that.
  func run(_ sql: String, _ values: [DatabaseValue] = [], row: (Row) -> Void = { _ in }) throws(DatabaseError) {
    var prepared: OpaquePointer?
    var code = sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = prepared else { throw DatabaseError(code: code) }
    defer { sqlite3_finalize(statement) }
    try bind(values, to: statement)
    while true {
      code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw DatabaseError(code: sqlite3_extended_errcode(connection)) }
      row(Row(statement: statement))
    }
  }

  private func bind(_ values: [DatabaseValue], to statement: OpaquePointer) throws(DatabaseError) {
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code: Int32
      switch value {
      case .integer(let number): code = sqlite3_bind_int64(statement, place, number)
      case .bytes(let bytes):
        // SQLite copies them at once.
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        code =
          bytes.isEmpty
          ? sqlite3_bind_zeroblob(statement, place, 0)
          : sqlite3_bind_blob(statement, place, bytes, Int32(clamping: bytes.count), copies)
      }
      if code != SQLITE_OK { throw DatabaseError(code: code) }
    }
  }

  /// The present row, which is valid only during the call.
  struct Row {
    fileprivate let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func bytes(_ column: Int32) -> [UInt8] {
      guard let blob = sqlite3_column_blob(statement, column) else { return [] }
      return Array(UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(statement, column))))
    }

    /// A blob of whole words.
    func words(_ column: Int32) -> [UInt64] {
      guard let blob = sqlite3_column_blob(statement, column) else { return [] }
      let count = Int(sqlite3_column_bytes(statement, column)) / 8
      return [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(start: blob, count: count * 8))
        filled = count
      }
    }
  }
}
