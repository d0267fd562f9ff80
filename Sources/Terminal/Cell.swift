import Synchronization

/// One cell of a frame.
///
/// It is eight bytes of plain memory: frames are filled, compared and copied for each key.
package struct Cell: Hashable, Sendable {
  /// The glyph in the lower half, above it a byte each for the text, the background and the attributes of the paint.
  private var bits: UInt64

  /// A cell with one grapheme cluster; `Cell.continuation` in the right half of a wide one.
  package init(_ character: Character, _ paint: Paint) { self.init(Glyph(character), paint) }

  init(_ glyph: Glyph, _ paint: Paint) {
    bits = UInt64(glyph.code) | Cell.bits(of: paint)
  }

  /// Stands in the second cell of a character that is two cells wide.
  package static let continuation: Character = "\0"

  /// The glyph of the cell, without its paint.
  package var glyph: Glyph {
    get { Glyph(code: UInt32(truncatingIfNeeded: bits)) }
    set { bits = bits & ~0xFFFF_FFFF | UInt64(newValue.code) }
  }

  /// The grapheme cluster in the cell; `Cell.continuation` in the right half of a wide one.
  package var character: Character { glyph.character }

  /// The names of the cell's looks.
  package var paint: Paint {
    get {
      Paint(
        text: UInt8(truncatingIfNeeded: bits >> 32), background: UInt8(truncatingIfNeeded: bits >> 40),
        attributes: Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 48)))
    }
    set { bits = UInt64(glyph.code) | Cell.bits(of: newValue) }
  }

  /// Whether this is the right half of a wide character.
  package var isContinuation: Bool { glyph == .continuation }

  private static func bits(of paint: Paint) -> UInt64 {
    UInt64(paint.text) << 32 | UInt64(paint.background) << 40 | UInt64(paint.attributes.rawValue) << 48
  }
}

/// The content of a cell, as a number: a scalar's own, or that of a cluster of several scalars.
package struct Glyph: Hashable, Sendable {
  fileprivate(set) var code: UInt32

  fileprivate init(code: UInt32) { self.code = code }

  /// A glyph of one scalar.
  package init(_ scalar: Unicode.Scalar) { code = scalar.value }

  /// - Complexity: O(1) for a cluster of one scalar; others are looked up in a table that keeps what it has seen.
  package init(_ character: Character) {
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    if scalars.index(after: scalars.startIndex) == scalars.endIndex {
      code = first.value
    } else {
      code = Glyph.firstCluster + clusters.number(of: character)
    }
  }

  static let blank = Glyph(" " as Unicode.Scalar)
  static let continuation = Glyph("\0" as Unicode.Scalar)

  /// Numbers from here on are of clusters; below are all scalars.
  private static let firstCluster: UInt32 = 0x11_0000

  /// The scalar, where it is only one.
  package var scalar: Unicode.Scalar? { Unicode.Scalar(code) }

  /// The grapheme cluster that it is the number of.
  package var character: Character {
    if let scalar { return Character(scalar) }
    return clusters.character(Int(code - Glyph.firstCluster))
  }
}

/// The clusters of several scalars that were shown, each with its number. They are few, and stay for good.
private let clusters = Clusters()

private final class Clusters: Sendable {
  private struct Table {
    /// By their bytes: characters that are canonically equivalent are drawn as they were written.
    var numbers: [[UInt8]: UInt32] = [:]
    var characters: [Character] = []
  }

  private let table = Mutex(Table())

  func number(of character: Character) -> UInt32 {
    table.withLock { table in
      let bytes = Array(character.utf8)
      if let known = table.numbers[bytes] { return known }
      let number = UInt32(table.characters.count)
      table.numbers[bytes] = number
      table.characters.append(character)
      return number
    }
  }

  func character(_ number: Int) -> Character { table.withLock { $0.characters[number] } }
}
