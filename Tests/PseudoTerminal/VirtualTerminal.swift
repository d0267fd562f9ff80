import CVTerm

/// A terminal in memory: libvterm, and what it does not keep itself.
final class VirtualTerminal {
  /// The bytes that the terminal sends to its program: replies, keys, mouse reports.
  fileprivate(set) var output: [UInt8] = []
  /// The texts that the program put into the clipboard, as it sent them (base64).
  fileprivate(set) var clipboard: [String] = []
  fileprivate(set) var title = ""
  /// The terminal's answer when it is asked for its background; nil for no answer.
  var background: String?
  /// Private modes that the program has set.
  private(set) var privateModes: Set<Int> = []

  fileprivate var cursorIsVisible = true
  fileprivate var isAlternate = false
  fileprivate var mouse = 0
  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>
  private let fallbacks: UnsafeMutablePointer<VTermParserCallbacks>
  private var scanner = ModeScanner()

  init?(columns: Int, rows: Int) {
    guard let terminal = vterm_new(CInt(rows), CInt(columns)), let screen = vterm_obtain_screen(terminal) else {
      return nil
    }
    self.terminal = terminal
    self.screen = screen
    callbacks = .allocate(capacity: 1)
    callbacks.initialize(to: VTermScreenCallbacks())
    fallbacks = .allocate(capacity: 1)
    fallbacks.initialize(to: VTermParserCallbacks())
    vterm_set_utf8(terminal, 1)

    let user = Unmanaged.passUnretained(self).toOpaque()
    vterm_output_set_callback(
      terminal,
      { bytes, count, user in
        guard let bytes, let user else { return }
        let buffer = UnsafeRawBufferPointer(start: bytes, count: count)
        Unmanaged<VirtualTerminal>.fromOpaque(user).takeUnretainedValue().output.append(contentsOf: buffer)
      }, user)
    callbacks.pointee.settermprop = { property, value, user in
      guard let value, let user else { return 0 }
      Unmanaged<VirtualTerminal>.fromOpaque(user).takeUnretainedValue().set(property, value.pointee)
      return 1
    }
    fallbacks.pointee.osc = { command, count, user in
      guard let command, let user else { return 0 }
      let text = String(decoding: UnsafeRawBufferPointer(start: command, count: count), as: UTF8.self)
      Unmanaged<VirtualTerminal>.fromOpaque(user).takeUnretainedValue().perform(text)
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, user)
    vterm_screen_set_unrecognised_fallbacks(screen, fallbacks, user)
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    callbacks.deallocate()
    fallbacks.deallocate()
  }

  func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  func write(_ bytes: some Collection<UInt8>) {
    for byte in bytes {
      if let (mode, on) = scanner.take(byte) {
        if on { privateModes.insert(mode) } else { privateModes.remove(mode) }
      }
    }
    Array(bytes).withUnsafeBytes { buffer in
      _ = vterm_input_write(terminal, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
    }
  }

  func resize(columns: Int, rows: Int) { vterm_set_size(terminal, CInt(rows), CInt(columns)) }

  func paste(_ text: [UInt8]) {
    vterm_keyboard_start_paste(terminal)
    output.append(contentsOf: text)
    vterm_keyboard_end_paste(terminal)
  }

  // libvterm reports buttons also where nobody asked for the mouse.

  func moveMouse(column: Int, row: Int) {
    if mouse != 0 { vterm_mouse_move(terminal, CInt(row), CInt(column), VTERM_MOD_NONE) }
  }

  func setMouseButton(_ button: Int, pressed: Bool) {
    guard mouse != 0 else { return }
    vterm_mouse_button(terminal, CInt(button), pressed, VTERM_MOD_NONE)
  }

  func setFocus(_ focus: Bool) {
    let state = vterm_obtain_state(terminal)
    if focus { vterm_state_focus_in(state) } else { vterm_state_focus_out(state) }
  }

  var snapshot: Screen {
    var rows: CInt = 0
    var columns: CInt = 0
    vterm_get_size(terminal, &rows, &columns)
    var cursor = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &cursor)
    let cells = (0..<rows).map { row in (0..<columns).map { cell(VTermPos(row: row, col: $0)) } }
    return Screen(
      cells: cells, cursorColumn: Int(cursor.col), cursorRow: Int(cursor.row), cursorIsVisible: cursorIsVisible,
      isAlternate: isAlternate, reportsMouse: mouse != 0, marksPastes: privateModes.contains(2004),
      reportsFocus: privateModes.contains(1004))
  }

  private func cell(_ position: VTermPos) -> Screen.Cell {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, position, &cell)
    var text = String.UnicodeScalarView()
    withUnsafeBytes(of: cell.chars) { buffer in
      for value in buffer.bindMemory(to: UInt32.self) {
        guard value != 0, value != UInt32.max, let scalar = Unicode.Scalar(value) else { break }
        text.append(scalar)
      }
      // The right half of a wide character is marked; a cell that was never written shows as a blank.
      if text.isEmpty, buffer.bindMemory(to: UInt32.self).first != UInt32.max { text.append(" ") }
    }
    return Screen.Cell(
      text: String(text), foreground: color(cell.fg), background: color(cell.bg), bold: cell.attrs.bold != 0,
      italic: cell.attrs.italic != 0, underline: cell.attrs.underline != 0, reverse: cell.attrs.reverse != 0,
      strikethrough: cell.attrs.strike != 0)
  }

  private func color(_ color: VTermColor) -> Screen.Color {
    let type = UInt32(color.type)
    if type & VTERM_COLOR_DEFAULT_MASK.rawValue != 0 { return .standard }
    if type & VTERM_COLOR_TYPE_MASK.rawValue == VTERM_COLOR_INDEXED.rawValue { return .indexed(Int(color.indexed.idx)) }
    return .rgb(red: Int(color.rgb.red), green: Int(color.rgb.green), blue: Int(color.rgb.blue))
  }

  private func set(_ property: VTermProp, _ value: VTermValue) {
    switch property {
    case VTERM_PROP_CURSORVISIBLE: cursorIsVisible = value.boolean != 0
    case VTERM_PROP_ALTSCREEN: isAlternate = value.boolean != 0
    case VTERM_PROP_MOUSE: mouse = Int(value.number)
    case VTERM_PROP_TITLE: title = value.string.map { String(cString: $0) } ?? ""
    default: break
    }
  }

  private func perform(_ command: String) {
    if command.hasPrefix("52;c;") {
      clipboard.append(String(command.dropFirst(5)))
    } else if command == "11;?", let background {
      output.append(contentsOf: "\u{1B}]11;\(background)\u{1B}\\".utf8)
    }
  }
}

/// Finds `CSI ? numbers h` and `l` in what a program sends.
private struct ModeScanner {
  private var sequence: [UInt8]?

  mutating func take(_ byte: UInt8) -> (mode: Int, on: Bool)? {
    if byte == 0x1B {
      sequence = []
      return nil
    }
    guard var bytes = sequence else { return nil }
    if bytes.count < 2 {
      guard byte == (bytes.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: "?")) else {
        sequence = nil
        return nil
      }
      bytes.append(byte)
      sequence = bytes
      return nil
    }
    if (0x30...0x39).contains(byte) {
      sequence?.append(byte)
      return nil
    }
    sequence = nil
    guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "l") else { return nil }
    return Int(String(decoding: bytes.dropFirst(2), as: UTF8.self)).map { ($0, byte == UInt8(ascii: "h")) }
  }
}
