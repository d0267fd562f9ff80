/// A control sequence (`CSI`, ECMA-48 section 5.4) taken apart.
struct ControlSequence {
  /// The private marker before the parameters: one of `<=>?`, or 0.
  let marker: UInt8
  /// The parameters, each with its sub-parameters, which are set apart by colons; nil where a number is left out.
  let parameters: [[Int?]]
  /// The bytes between the parameters and the last byte.
  let intermediates: [UInt8]
  let final: UInt8

  /// Larger numbers than any terminal sends are this one.
  private static let largest = 0x7FFF_FFFF

  /// Takes `bytes`, from the Escape on, apart; nil unless they are exactly one sequence.
  init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count >= 3, bytes[0] == .escape, bytes[1] == .leftBracket, let last = bytes.last,
      (0x40..<0x7F).contains(last)
    else { return nil }
    var body = bytes[2..<(bytes.count - 1)]
    if let first = body.first, (0x3C...0x3F).contains(first) {
      marker = first
      body.removeFirst()
    } else {
      marker = 0
    }
    let split = body.firstIndex { !$0.isDigit && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ":") } ?? body.endIndex
    intermediates = Array(body[split...])
    guard intermediates.allSatisfy({ (0x20..<0x30).contains($0) }) else { return nil }
    parameters = body[..<split].isEmpty ? [] : ControlSequence.numbers(body[..<split])
    final = last
  }

  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [[Int?]] {
    bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { group in
      group.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { digits in
        digits.isEmpty ? nil : digits.reduce(0) { min(largest, $0 * 10 + Int($1 - 0x30)) }
      }
    }
  }

  /// A parameter's sub-parameter, both counted from 0; nil where it is left out.
  func number(_ parameter: Int, _ sub: Int = 0) -> Int? {
    guard parameter < parameters.count, sub < parameters[parameter].count else { return nil }
    return parameters[parameter][sub]
  }

  /// Whether it consists of its last byte alone, or of one with the marker or parameters given.
  var isBare: Bool { marker == 0 && parameters.isEmpty && intermediates.isEmpty }
}
