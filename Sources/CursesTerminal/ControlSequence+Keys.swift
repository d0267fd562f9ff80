import Terminal

/// Keys as control sequences: those of xterm and of the DEC terminals, xterm's modifyOtherKeys, and the keyboard
/// protocol of kitty (https://sw.kovidgoyal.net/kitty/keyboard-protocol).
extension ControlSequence {
  /// The meaning of a sequence as far as keys are concerned.
  enum KeyMeaning: Equatable {
    case key(Key)
    /// A key that does nothing: a release, a modifier by itself, a key with Super.
    case nothing
    /// Not a key of the forms that are decoded here.
    case other
  }

  var keyMeaning: KeyMeaning {
    guard marker == 0, intermediates.isEmpty else { return .other }
    switch final {
    case UInt8(ascii: "u"):
      guard let code = number(0) else { return .nothing }
      return pressed(
        Keyboard.key(
          code: code, shifted: number(0, 1), base: number(0, 2), text: number(2), modifiers ?? []))
    case UInt8(ascii: "~") where number(0) == 27 && parameters.count >= 3:
      guard let code = number(2), let modifiers = ControlSequence.modifiers(number(1)) else { return .nothing }
      return Keyboard.key(code: code, shifted: nil, base: nil, text: nil, modifiers).map(KeyMeaning.key) ?? .nothing
    case UInt8(ascii: "~"):
      guard let number = number(0) else { return .nothing }
      guard let code = ControlSequence.code(numbered: number) else { return .other }
      return pressed(Key(code, modifiers ?? []))
    default:
      guard let code = ControlSequence.code(of: final) else { return .other }
      // `CSI row ; column R` tells where the cursor is; `CSI 1 ; modifiers R` is F3.
      if parameters.count > 2 || parameters.first.map({ $0 != [1] }) ?? false { return .other }
      if code == .tab { return pressed(Key(.tab, (modifiers ?? []).union(.shift))) }
      if final == UInt8(ascii: "R"), parameters.count == 2, (self.number(1) ?? 1) < 2 { return .other }
      return pressed(Key(code, modifiers ?? []))
    }
  }

  /// Returns `key` unless the sequence tells of its release or of modifiers that mean nothing here.
  private func pressed(_ key: Key?) -> KeyMeaning {
    guard let key, modifiers != nil else { return .nothing }
    switch number(1, 1) ?? 1 {
    case 1, 2: return .key(key)
    default: return .nothing
    }
  }

  /// The modifiers in the second parameter; nil with Super, Hyper, or what no keyboard has.
  private var modifiers: Key.Modifiers? { ControlSequence.modifiers(number(1)) }

  /// The modifiers of a number as terminals send it: 1 more than a bit each for Shift, Alt, Control, Super, Hyper,
  /// Meta, CapsLock and NumLock, of which the last two say nothing about the key.
  private static func modifiers(_ number: Int?) -> Key.Modifiers? {
    guard let number, number > 0 else { return [] }
    let bits = number - 1
    guard bits & ~0b1110_0111 == 0 else { return nil }
    var modifiers = Key.Modifiers()
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 2 != 0 || bits & 32 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  private static func code(of final: UInt8) -> Key.Code? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    case UInt8(ascii: "Z"): .tab
    default: nil
    }
  }

  /// The keys of `CSI number ~`.
  private static func code(numbered number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }
}
