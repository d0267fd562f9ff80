/// The worth of letters by where they are, as in fzf.
enum FuzzyPoints {
  /// Scalars of a title that are looked at.
  static let longestTitle = 1_000
  /// The points for letters of a word that follow each other.
  static let unbroken = 8
  static let match = 16
  static let gapStart = -3
  static let gapExtension = -1
  static let boundary = 8
  static let boundaryAfterSpace = 10
  static let beginning = 12
  static let boundaryAfterSlash = 9
  static let camel = 7
  static let consecutive = 4
  static let firstLetterFactor = 2
  /// The score of an impossible alignment, far from overflow when points are added.
  static let none = Int.min / 2

  enum Kind { case space, sign, small, capital, digit }

  static func bonus(_ previous: Unicode.Scalar?, _ scalar: Unicode.Scalar) -> Int {
    bonus(previous.map(kind), kind(scalar), isAfterSlash: previous == "/")
  }

  static func bonus(_ previous: Kind?, _ kind: Kind, isAfterSlash: Bool) -> Int {
    guard let previous else { return beginning }
    switch (previous, kind) {
    case (.space, _): return boundaryAfterSpace
    case (.sign, .small), (.sign, .capital), (.sign, .digit):
      return isAfterSlash ? boundaryAfterSlash : boundary
    case (.small, .capital), (.small, .digit), (.capital, .digit): return camel
    case (.sign, _), (.small, _), (.capital, _), (.digit, _): return 0
    }
  }

  @inline(__always)
  static func kind(ascii byte: UInt8) -> Kind {
    switch byte {
    case 0x20, 0x09..<0x0E: .space
    case 0x30..<0x3A: .digit
    case 0x41..<0x5B: .capital
    case 0x61..<0x7B: .small
    default: .sign
    }
  }

  static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case ..<0x80: return kind(ascii: UInt8(scalar.value))
    default:
      let properties = scalar.properties
      if properties.isAlphabetic { return properties.isUppercase ? .capital : .small }
      if properties.isWhitespace { return .space }
      return properties.numericType != nil ? .digit : .sign
    }
  }
}
