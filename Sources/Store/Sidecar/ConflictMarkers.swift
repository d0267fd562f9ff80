/// The sides of a file in which git left its conflict markers.
struct ConflictMarkers {
  private(set) var ours: [UInt8] = []
  private(set) var theirs: [UInt8] = []
  /// Only where git was told to show the common ancestor (`diff3`, `zdiff3`).
  private(set) var base: [UInt8]?

  /// Takes the sides apart; nil where there are no markers, or where they do not pair up.
  init?(_ bytes: [UInt8]) {
    if !Self.mayHaveMarkers(bytes) { return nil }
    enum Part { case common, ours, base, theirs }
    var part = Part.common
    var common: [UInt8] = []
    var hasBase = false
    var hasMarkers = false
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[end...]
      switch (Self.marker(of: line), part) {
      case (UInt8(ascii: "<"), .common):
        part = .ours
        hasMarkers = true
      case (UInt8(ascii: "|"), .ours):
        part = .base
        hasBase = true
      case (UInt8(ascii: "="), .ours), (UInt8(ascii: "="), .base): part = .theirs
      case (UInt8(ascii: ">"), .theirs): part = .common
      case (UInt8(ascii: "<"), _), (UInt8(ascii: ">"), _): return nil
      default:
        if part == .common || part == .ours { ours += line }
        if part == .common || part == .theirs { theirs += line }
        if part == .common || part == .base { common += line }
      }
    }
    if !hasMarkers || part != .common { return nil }
    if hasBase { base = common }
  }

  /// Whether seven `<` stand anywhere: a quick look, since hardly any file has them.
  private static func mayHaveMarkers(_ bytes: [UInt8]) -> Bool {
    var found = 0
    for byte in bytes {
      found = byte == UInt8(ascii: "<") ? found + 1 : 0
      if found == 7 { return true }
    }
    return false
  }

  /// Seven of a kind at the beginning of a line, then a space or the end of the line.
  private static func marker(of line: ArraySlice<UInt8>) -> UInt8? {
    guard let first = line.first, "<|=>".utf8.contains(first), line.prefix(7).count == 7,
      line.prefix(7).allSatisfy({ $0 == first })
    else { return nil }
    let next = line.dropFirst(7).first ?? 0x0A
    return next == 0x20 || next == 0x0A || next == 0x0D ? first : nil
  }
}

extension SidecarDocument {
  /// Reads a sidecar; where git left conflict markers and both sides make sense, the two merged.
  ///
  /// The bytes of such a document are not those of the file.
  static func reading(
    _ bytes: [UInt8], format: Format, path: String, environment: StoreEnvironment
  ) -> SidecarDocument {
    guard let markers = ConflictMarkers(bytes) else { return SidecarDocument(bytes, format: format, path: path) }
    let base = SidecarDocument(markers.base ?? [], format: format, path: path)
    let ours = SidecarDocument(markers.ours, format: format, path: path)
    let theirs = SidecarDocument(markers.theirs, format: format, path: path)
    let line = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .firstIndex { $0.starts(with: "<<<<<<<".utf8) }
    guard ours.isWhole, theirs.isWhole,
      var document = try? SidecarMerge.merge(
        base: base.isWhole ? base : SidecarDocument([], format: format, path: path), ours: theirs, theirs: ours,
        environment: environment)
    else {
      var document = SidecarDocument(bytes, format: format, path: path)
      document.add(SidecarProblem(kind: .conflictMarkers, path: path, line: line.map { $0 + 1 }))
      return document
    }
    document.add(SidecarProblem(kind: .mergedConflict, path: path, line: line.map { $0 + 1 }))
    return document
  }
}

extension Store {
  /// Merges two sidecars that grew from one, as git asks of a merge driver: `ours` with what `theirs` changed.
  ///
  /// - Parameters:
  ///   - path: What the result is called; its ending says which form all three have.
  ///   - names: What the three are called in messages.
  /// - Throws: `.unreadableSidecar` where one of them cannot be read whole; nothing can be merged then.
  package func mergedSidecar(
    base: [UInt8], ours: [UInt8], theirs: [UInt8], path: String,
    names: (base: String, ours: String, theirs: String) = ("the common ancestor", "our version", "their version")
  ) throws(StoreError) -> [UInt8] {
    let format: SidecarDocument.Format = path.hasSuffix(".json") ? .json : .yaml
    var documents: [SidecarDocument] = []
    for (bytes, name) in [(base, names.base), (ours, names.ours), (theirs, names.theirs)] {
      let document = SidecarDocument.reading(bytes, format: format, path: path, environment: environment)
      var faults = document.problems.filter(\.preventsWriting)
      for index in faults.indices { faults[index].path = name }
      if !faults.isEmpty { throw .unreadableSidecar(faults) }
      documents.append(document)
    }
    // What stands above the records is taken from the side that changed it.
    let isTheirs =
      documents[1].otherFields == documents[0].otherFields
      && documents[2].otherFields != documents[0].otherFields
    if documents[1].root == nil { return documents[2].bytes }
    if documents[2].root == nil { return documents[1].bytes }
    return try SidecarMerge.merge(
      base: documents[0], ours: documents[isTheirs ? 1 : 2], theirs: documents[isTheirs ? 2 : 1],
      environment: environment
    ).bytes
  }
}
