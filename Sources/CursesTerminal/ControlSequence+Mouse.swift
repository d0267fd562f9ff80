import Terminal

/// Reports of the mouse, of the focus, and answers to questions.
extension ControlSequence {
  /// The event that a report of the mouse tells of, in the form of SGR (`CSI < b ; x ; y M`, `m` for a release) or of
  /// urxvt (`CSI b ; x ; y M`); nil where it tells of nothing that is acted upon.
  var mouseEvent: MouseEvent? {
    guard parameters.count == 3, let code = number(0), let column = number(1), let row = number(2) else { return nil }
    let isRelease = marker == UInt8(ascii: "<") ? final == UInt8(ascii: "m") : code & 3 == 3 && code & 64 == 0
    return ControlSequence.mouseEvent(
      code: marker == UInt8(ascii: "<") ? code : code - 32, isRelease: isRelease, column: column, row: row)
  }

  /// Whether it is a report of the mouse.
  var isMouseReport: Bool {
    let isPress = final == UInt8(ascii: "M")
    if marker == UInt8(ascii: "<") { return isPress || final == UInt8(ascii: "m") }
    return marker == 0 && isPress && parameters.count == 3
  }

  /// The event of a report in the form of X10: three bytes behind `CSI M`, each 32 more than its number.
  static func mouseEvent(x10 bytes: ArraySlice<UInt8>) -> MouseEvent? {
    let numbers = bytes.map { Int($0) - 32 }
    guard numbers.count == 3 else { return nil }
    let code = numbers[0]
    return mouseEvent(code: code, isRelease: code & 3 == 3 && code & 64 == 0, column: numbers[1], row: numbers[2])
  }

  /// - Parameters:
  ///   - code: The button in the bits 0, 1, 6 and 7, Shift, Alt and Control in the bits 2 to 4, motion in bit 5.
  ///   - column: From 1.
  ///   - row: From 1.
  private static func mouseEvent(code: Int, isRelease: Bool, column: Int, row: Int) -> MouseEvent? {
    var modifiers = Key.Modifiers()
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let position = Position(column: max(0, column - 1), row: max(0, row - 1))
    let isMotion = code & 32 != 0
    let button = code & 3
    let action: MouseEvent.Action
    switch code & 0b1100_0000 {
    case 0 where isMotion && button == 3: return nil
    case 0 where isRelease && !isMotion: action = .release
    case 0: action = isMotion ? .drag(button: button + 1) : .press(button: button + 1)
    case 64 where button == 0 && !isRelease: action = .wheelUp
    case 64 where button == 1 && !isRelease: action = .wheelDown
    default: return nil
    }
    return MouseEvent(action, at: position, modifiers: modifiers)
  }

  /// The answer that it is to a question of ours.
  var reply: TerminalReply? {
    switch (marker, final, intermediates) {
    case (UInt8(ascii: "?"), UInt8(ascii: "c"), []): .attributes
    case (UInt8(ascii: "?"), UInt8(ascii: "u"), []): .keyboardFlags(number(0) ?? 0)
    default: nil
    }
  }
}
