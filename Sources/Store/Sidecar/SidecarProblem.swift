/// Something wrong in a sidecar, and its place.
package struct SidecarProblem: Error, Hashable, Sendable {
  /// The kind of a problem, with what its message needs.
  package enum Kind: Hashable, Sendable {
    case notUTF8
    /// The parser's own words.
    case syntax(String)
    case repeatedKey(String)
    case tooComplex
    /// An escape that stands for half a character (JSON's surrogates), shown as U+FFFD.
    case halfCharacter
    case notAMapping
    case missingField(String)
    case commentsNotAList
    case recordNotAMapping
    case recordWithoutID
    case repeatedID(String)
    case unsupportedVersion(String)
    case newerVersion(String)
    case conflictMarkers
    /// Both sides between conflict markers were read and merged.
    case mergedConflict
    case missingRecordField(id: String, field: String)
    case invalidField(id: String, field: String)
    case unknownParent(id: String, parent: String)
    case hashMismatch(id: String)
    case tooLong(id: String, field: String)
    case otherFormatToo(String)
    /// A copy that a program for synchronizing made of the sidecar, because two machines changed it.
    case conflictCopy
  }

  /// The kind of the problem.
  package var kind: Kind
  /// The file that has it.
  package var path: String
  /// 1-based; nil where it concerns the whole file.
  package var line: Int?
  /// 1-based, in Unicode scalars.
  package var column: Int?

  /// Whether the file is left as it is until somebody mends it.
  package var preventsWriting: Bool {
    switch kind {
    case .notUTF8, .syntax, .repeatedKey, .tooComplex, .halfCharacter, .notAMapping, .missingField, .commentsNotAList,
      .recordNotAMapping, .recordWithoutID, .repeatedID, .unsupportedVersion, .conflictMarkers:
      true
    case .newerVersion, .mergedConflict, .conflictCopy, .missingRecordField, .invalidField, .unknownParent,
      .hashMismatch, .tooLong,
      .otherFormatToo:
      false
    }
  }
}
