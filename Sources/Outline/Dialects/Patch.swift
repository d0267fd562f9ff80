/// A stretch of a file that is read otherwise than CommonMark reads it.
///
/// md4c is given the file with every stretch covered by one byte, so that offsets stay; what is shown is always taken
/// from the file itself.
struct Patch: Equatable, Sendable, BitwiseCopyable {
  /// The form in which the text of a stretch is shown.
  enum Effect: UInt8 {
    /// As the file has it, without markup.
    case verbatim
    /// Not at all: comments, identifiers of headings.
    case hidden
    /// Not at all; white space for what is on both sides.
    case blank
    /// As code in a line of text: formulas.
    case math
    /// Dimmed, on lines of its own: properties, definitions below text.
    case dimmed
    /// A definition that nothing refers to: the parser sees it, and a topic's text shows it dimmed.
    case definition
    /// Dimmed behind the text of its line, and no part of a title: `^id`.
    case dimmedTail
    /// A block of formulas, as typed.
    case mathBlock
    /// Lines of metadata between two marks, as typed and dimmed: drawers.
    case dimmedBlock
    /// A block with a frame and Markdown in it: admonitions and the like.
    case box
  }

  /// Bytes from the start of the file.
  var offset: UInt32
  /// In bytes, at least 1.
  var length: UInt32
  var rule: DialectRule
  var effect: Effect
  /// The byte that md4c sees throughout the stretch; 0 where it sees the file's own. A space leaves line breaks as they
  /// are, anything else covers them.
  var cover: UInt8

  init(_ range: Range<Int>, _ rule: DialectRule, _ effect: Effect, cover: UInt8) {
    offset = UInt32(range.lowerBound)
    length = UInt32(range.count)
    self.rule = rule
    self.effect = effect
    self.cover = cover
  }

  var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }

  /// Covers that mean nothing to md4c: a letter, and punctuation.
  static let letter: UInt8 = 0x78
  static let punctuation: UInt8 = 0x2C
  static let space: UInt8 = 0x20

  /// Whether the stretch is a block by itself, whose lines md4c sees as one.
  var isBlock: Bool {
    switch effect {
    case .mathBlock, .dimmedBlock, .box: true
    case .verbatim, .hidden, .blank, .math, .dimmed, .definition, .dimmedTail: false
    }
  }

  /// Whether a title ends where the stretch begins.
  var endsTitle: Bool { isBlock || effect == .dimmed || effect == .dimmedTail }
}

/// The patches of a file, in order, none overlapping another.
struct Patches: Equatable, Sendable {
  private(set) var all: [Patch] = []

  init() {}

  /// - Parameter found: In any order; of two that overlap, the one that begins first counts, or the longer.
  init(_ found: [Patch]) {
    var sorted = found
    let isSorted = zip(found, found.dropFirst()).allSatisfy { $0.offset + $0.length <= $1.offset }
    if !isSorted {
      sorted.sort { ($0.offset, $1.length) < ($1.offset, $0.length) }
      var end: UInt32 = 0
      sorted.removeAll { patch in
        if patch.offset < end { return true }
        end = patch.offset + patch.length
        return false
      }
    }
    all = sorted
  }

  var isEmpty: Bool { all.isEmpty }

  /// The patches that share bytes with `range`, with what is in boxes in the place of the whole of them.
  func opening(boxesIn range: Range<Int>, with inner: [Patch]) -> Patches {
    let inner = Patches(inner)
    var opened: [Patch] = []
    for patch in overlapping(range) {
      guard patch.effect == .box else {
        opened.append(patch)
        continue
      }
      for part in inner.parts(of: patch.range) {
        var piece = part.patch ?? patch
        piece.offset = UInt32(part.range.lowerBound)
        piece.length = UInt32(part.range.count)
        opened.append(piece)
      }
    }
    return Patches(opened)
  }

  /// The index of the first patch that ends behind `offset`.
  /// - Complexity: O(log patches)
  func index(endingAfter offset: Int) -> Int {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The patches that share bytes with `range`.
  /// - Complexity: O(log patches)
  func overlapping(_ range: Range<Int>) -> ArraySlice<Patch> {
    let first = index(endingAfter: range.lowerBound)
    var last = first
    while last < all.count, Int(all[last].offset) < range.upperBound { last += 1 }
    return all[first..<last]
  }

  /// The patch that `offset` is in.
  func patch(at offset: Int) -> Patch? {
    let index = index(endingAfter: offset)
    return index < all.count && Int(all[index].offset) <= offset ? all[index] : nil
  }

  /// Covers the stretches in a copy of the file.
  func cover(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBufferPointer { bytes in
      for patch in all where patch.cover != 0 {
        for at in patch.range where patch.cover != Patch.space || !Bytes.isNewline(bytes[at]) {
          bytes[at] = patch.cover
        }
      }
    }
  }

  /// `range` cut at the borders of patches, in order; nil for what none covers.
  func parts(of range: Range<Int>) -> [(range: Range<Int>, patch: Patch?)] {
    var parts: [(range: Range<Int>, patch: Patch?)] = []
    var from = range.lowerBound
    for patch in overlapping(range) {
      let inside = patch.range.clamped(to: range)
      if from < inside.lowerBound { parts.append((from..<inside.lowerBound, nil)) }
      parts.append((inside, patch))
      from = inside.upperBound
    }
    if from < range.upperBound { parts.append((from..<range.upperBound, nil)) }
    return parts
  }
}
