import Search
import Synchronization

/// Signatures of the files of a folder, kept between runs of the program, so that a search reads only files that may
/// hold what it looks for.
///
/// A file counts as known only while its size, times and number are those that were read with it; what is not known is
/// read. So the index is never needed for a right answer, and one that is damaged, locked, full or of another version
/// costs time only. Several processes may use one at the same time.
package final class SearchIndex: Sendable {
  /// The size, times and inode of a file, which tell one state of it from another.
  package struct Stamp: Hashable, Sendable {
    /// The size in bytes.
    package var size: UInt64
    /// Nanoseconds since 1970.
    package var modified: Int64
    /// The time when the inode was changed, in nanoseconds since 1970.
    package var changed: Int64
    /// The number of the file in its file system.
    package var inode: UInt64

    /// A stamp as the file system reports it, times in nanoseconds since 1970.
    package init(size: UInt64, modified: Int64, changed: Int64, inode: UInt64) {
      self.size = size
      self.modified = modified
      self.changed = changed
      self.inode = inode
    }
  }

  /// The signature of a file, with the state of the file that it was made of.
  package struct Entry: Sendable {
    /// The state of the file.
    package var stamp: Stamp
    /// The signature of the text in that state.
    package var signature: TextSignature

    /// The signature of a file in the state `stamp`.
    package init(stamp: Stamp, signature: TextSignature) {
      self.stamp = stamp
      self.signature = signature
    }
  }

  private static let version: Int64 = 2
  /// Bytes that the file may have; the files that were indexed longest ago go first.
  private let mostBytes: Int64
  private let path: String
  private let entries: Mutex<[String: Entry]>

  /// Opens the index at `path`, or begins one.
  /// - Parameter remove: Removes a file, without complaint where there is none.
  package init(path: String, mostBytes: Int64 = 1 << 30, remove: (String) -> Void) {
    self.path = path
    self.mostBytes = mostBytes
    var known: [String: Entry] = [:]
    do throws(DatabaseError) {
      known = try SearchIndex.read(path)
    } catch {
      if error.isDamage {
        for ending in ["", "-wal", "-shm"] { remove(path + ending) }
      }
    }
    entries = Mutex(known)
  }

  /// The number of files that are known.
  package var count: Int { entries.withLock { $0.count } }

  /// The signature of a file as it is now; nil where that state of it is not known.
  package func signature(of file: String, _ stamp: Stamp) -> TextSignature? {
    entries.withLock { entries in
      guard let entry = entries[file], entry.stamp == stamp else { return nil }
      return entry.signature
    }
  }

  /// All that is known, for many questions.
  package var snapshot: [String: Entry] { entries.withLock { $0 } }

  /// Takes over files that were read, and leaves out those of `gone`.
  /// - Returns: Whether it is on the disk, so that others and later runs know it as well.
  @discardableResult
  package func update(_ read: [String: Entry], gone: [String] = []) -> Bool {
    entries.withLock { entries in
      entries.merge(read) { $1 }
      for file in gone { entries[file] = nil }
    }
    return write { database throws(DatabaseError) in
      try database.run(
        "INSERT OR REPLACE INTO files(path, size, modified, changed, inode, signature, checksum) VALUES(?, ?, ?, ?, ?, ?, ?)",
        forEach: read.lazy.map { file, entry in
          [
            .bytes(Array(file.utf8)), .integer(Int64(bitPattern: entry.stamp.size)), .integer(entry.stamp.modified),
            .integer(entry.stamp.changed), .integer(Int64(bitPattern: entry.stamp.inode)),
            .bytes(entry.signature.words.withUnsafeBytes { Array($0) }), .integer(entry.checksum(of: file)),
          ]
        })
      for file in gone { try database.run("DELETE FROM files WHERE path = ?", [.bytes(Array(file.utf8))]) }
      try trim(database)
    }
  }

  /// Changes the database at once.
  /// - Returns: Whether it is changed; otherwise it is as it was.
  private func write(_ change: (Database) throws(DatabaseError) -> Void) -> Bool {
    do throws(DatabaseError) {
      let database = try SearchIndex.open(path)
      try database.execute("BEGIN IMMEDIATE")
      try change(database)
      try database.execute("COMMIT")
      return true
    } catch {
      return false
    }
  }

  /// The words of parts of the files, as `encoded` made them, each with the state of its files; none where the index
  /// can't be read.
  package func vocabularies() -> [Int: (state: UInt64, words: [UInt8])] {
    var parts: [Int: (state: UInt64, words: [UInt8])] = [:]
    do throws(DatabaseError) {
      try SearchIndex.open(path).run("SELECT part, state, words, checksum FROM vocabularies") { row in
        let words = row.bytes(2)
        let state = UInt64(bitPattern: row.integer(1))
        guard Checksum(of: words, state).value == row.integer(3) else { return }
        parts[Int(row.integer(0))] = (state, words)
      }
    } catch { return [:] }
    return parts
  }

  /// Takes over the words of parts of the files in a state of theirs.
  /// - Returns: Whether they are on the disk.
  @discardableResult
  package func update(vocabularies: [Int: (state: UInt64, words: [UInt8])]) -> Bool {
    write { database throws(DatabaseError) in
      try database.run(
        "INSERT OR REPLACE INTO vocabularies(part, state, words, checksum) VALUES(?, ?, ?, ?)",
        forEach: vocabularies.lazy.map { part, entry in
          [
            .integer(Int64(part)), .integer(Int64(bitPattern: entry.state)), .bytes(entry.words),
            .integer(Checksum(of: entry.words, entry.state).value),
          ]
        })
    }
  }

  /// Lets go of the files that were indexed longest ago, until what is left has room.
  private func trim(_ database: Database) throws(DatabaseError) {
    var total: Int64 = 0
    try database.run("SELECT total(length(signature)) FROM files") { total = $0.integer(0) }
    guard total > mostBytes else { return }
    try database.run(
      """
      DELETE FROM files WHERE rowid IN (SELECT rowid FROM
        (SELECT rowid, sum(length(signature)) OVER (ORDER BY rowid DESC) AS upTo FROM files) WHERE upTo > ?)
      """, [.integer(mostBytes / 2)])
  }

  private static func read(_ path: String) throws(DatabaseError) -> [String: Entry] {
    let database = try open(path)
    var known: [String: Entry] = [:]
    try database.run("SELECT path, size, modified, changed, inode, signature, checksum FROM files") { row in
      let words = row.words(5)
      guard !words.isEmpty else { return }
      let stamp = Stamp(
        size: UInt64(bitPattern: row.integer(1)), modified: row.integer(2), changed: row.integer(3),
        inode: UInt64(bitPattern: row.integer(4)))
      let file = String(decoding: row.bytes(0), as: UTF8.self)
      let entry = Entry(stamp: stamp, signature: TextSignature(words: words))
      // SQLite has no checksums of its own: rows whose checksum fails are ignored.
      if entry.checksum(of: file) == row.integer(6) { known[file] = entry }
    }
    return known
  }

  /// A connection to a database with our tables.
  private static func open(_ path: String) throws(DatabaseError) -> Database {
    let database = try Database(path: path, patience: 200)
    // It is read whole: by large pages, where it is a new one.
    try database.execute("PRAGMA page_size = 32768; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;")
    var found: Int64 = -1
    try database.run("PRAGMA user_version") { found = $0.integer(0) }
    if found != version {
      try database.execute(
        """
        BEGIN IMMEDIATE;
        DROP TABLE IF EXISTS files;
        DROP TABLE IF EXISTS vocabularies;
        CREATE TABLE files(
          path BLOB UNIQUE NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
          inode INTEGER NOT NULL, signature BLOB NOT NULL, checksum INTEGER NOT NULL);
        CREATE TABLE vocabularies(
          part INTEGER PRIMARY KEY, state INTEGER NOT NULL, words BLOB NOT NULL, checksum INTEGER NOT NULL);
        PRAGMA user_version = \(version);
        COMMIT;
        """)
    }
    return database
  }
}

extension SearchIndex.Entry {
  /// A number that tells whether an entry is as it was written.
  fileprivate func checksum(of file: String) -> Int64 {
    var sum = Checksum()
    sum.add(file, stamp)
    for word in signature.words { sum.add(word) }
    return sum.value
  }
}
