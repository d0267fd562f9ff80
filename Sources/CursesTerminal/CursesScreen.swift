import CCurses
import Terminal
import TextWidth

/// The terminal as a screen: shows frames, and gives the terminal back as it was found.
///
/// There is one at a time, owned by one thread. It reads no input: see `TerminalInput`.
package struct CursesScreen: ~Copyable {
  /// How much was drawn, for tests.
  package struct Counters: Hashable, Sendable {
    /// Frames that were shown.
    package var frames = 0
    /// Rows that were handed to ncurses because they differed from those on the screen.
    package var rows = 0
    /// Times that all of the screen was sent anew, the first time among them.
    package var repaints = 0
  }

  /// The kind of terminal whose description is in use.
  package let term: String
  /// What the reader should know about the terminal.
  package let notice: TerminalNotice?
  /// The colours that are used.
  package let colors: ColorDepth
  /// The extent of the terminal when it was last measured.
  package private(set) var size = Size(columns: 0, rows: 0)
  package private(set) var counters = Counters()
  /// Whether the mouse reports to the program (otherwise the terminal selects text with it).
  package var mouse: Bool {
    didSet { if mouse != oldValue { screen_set_mouse(screen, mouse ? 1 : 0) } }
  }

  private let screen: OpaquePointer
  private let multiplexer: TerminalOptions.Multiplexer
  private var shown: Frame?
  /// What was to be shown while another program had the terminal.
  private var waiting: Frame?
  private var isSuspended = false
  private var shownPalette: Palette?
  /// What was made of the paints that were met, some dozens. A run of cells asks for one of them.
  private var looks: [(paint: Paint, look: Look)] = []
  /// Where a row is put together for ncurses.
  private var cells: [ScreenCell] = []

  /// What ncurses needs to know of a paint.
  private struct Look {
    var attributes: UInt8
    var pair: Int32
  }

  /// Takes the terminal over. It changes the environment for a moment: let no other thread look at that meanwhile.
  ///
  /// A kind of terminal that is not known is taken for an xterm with 256 colours, and `notice` says so. Nothing has
  /// been changed where an error is thrown.
  /// - Parameters:
  ///   - input: A descriptor of the terminal that the keys come from; only looked at.
  ///   - output: A descriptor of the terminal to draw on.
  package init(input: CInt, output: CInt, options: TerminalOptions) throws(TerminalError) {
    let opened = try CursesScreen.open(input: input, output: output, options: options)
    screen = opened.screen
    term = opened.term
    notice = opened.term == options.term ? nil : .unknownTerminal(term: options.term ?? "", used: opened.term)
    colors = ColorDepth(colors: Int(screen_colors(opened.screen)))
    multiplexer = options.multiplexer
    mouse = options.mouse
    if options.mouse { screen_set_mouse(opened.screen, 1) }
    measure()
  }

  private static func open(
    input: CInt, output: CInt, options: TerminalOptions
  ) throws(TerminalError) -> (screen: OpaquePointer, term: String) {
    guard let asked = options.term else { throw .unnamed }
    var term = asked
    var description = terminal_describe(term)
    if description.known == 0 {
      term = "xterm-256color"
      description = terminal_describe(term)
      if description.known == 0 { throw .unknown(term: asked) }
    }
    let colors =
      switch options.colors {
      case .none: SCREEN_NO_COLORS
      case .described: description.trueColors != 0 ? SCREEN_TRUE_COLORS : SCREEN_OWN_COLORS
      case .trueColor: SCREEN_TRUE_COLORS
      }
    // ncurses has to reckon with the widths that frames are made with. A C function cannot capture which they are.
    if !options.utf8 {
      screen_use_width(nil)
    } else if options.ambiguousIsWide {
      screen_use_width { CInt(Unicode.Scalar($0).map(TextWidth(ambiguousIsWide: true).columns(of:)) ?? 0) }
    } else {
      screen_use_width { CInt(Unicode.Scalar($0).map(TextWidth.standard.columns(of:)) ?? 0) }
    }
    var error: CInt = 0
    if let screen = screen_open(term, input, output, CInt(colors), options.utf8 ? 1 : 0, &error) {
      return (screen, term)
    }
    switch Int(error) {
    case SCREEN_NO_TERMINAL: throw .notATerminal
    case SCREEN_TOO_POOR: throw .tooPoor(term: term)
    default: throw .notStarted(term: term)
    }
  }

  deinit { screen_close(screen) }

  /// Gives the terminal back for good.
  package consuming func close() {}

  /// The size of the terminal at `descriptor`, without taking it over.
  package static func size(of descriptor: CInt) -> Size {
    var columns: CInt = 0
    var rows: CInt = 0
    terminal_size(descriptor, &columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Asks the terminal for its size, which `size` has afterwards. Call it after `Signal.resize` and `resume()`.
  package mutating func measure() {
    var columns: CInt = 0
    var rows: CInt = 0
    screen_measure(screen, &columns, &rows)
    let measured = Size(columns: Int(columns), rows: Int(rows))
    if measured != size {
      size = measured
      shown = nil
    }
  }

  /// Shows `frame`. What it has beyond the screen is cut off; what it lacks stays blank.
  ///
  /// - Complexity: O(cells) to compare; only rows that differ from those shown are handed to ncurses, and only what
  ///   differs in those is sent.
  package mutating func present(_ frame: Frame, palette: Palette) {
    if shownPalette != palette {
      shownPalette = palette
      looks.removeAll(keepingCapacity: true)
      shown = nil
    }
    // Another program has the terminal: the frame waits for `resume()`.
    if isSuspended {
      shown = nil
      waiting = frame
      return
    }
    var before = shown?.size == frame.size ? shown : nil
    if before == nil {
      counters.repaints += 1
      screen_erase(screen)
      // Where plain blanks look like what was just erased, they need not be drawn.
      let plain = look(of: Paint(text: 0, background: 0), palette)
      if plain.attributes == 0, plain.pair == 0 {
        before = Frame(size: frame.size, paint: Paint(text: 0, background: 0))
      }
    }
    for row in 0..<min(frame.size.rows, size.rows) {
      var columns = 0..<frame.size.columns
      if let before {
        guard let changed = frame.difference(from: before, inRow: row) else { continue }
        columns = changed
      }
      put(frame, row: row, columns: columns, palette: palette)
    }
    shown = frame
    counters.frames += 1
    send(cursor: frame.cursor)
  }

  /// Sends everything on the screen anew.
  package mutating func redraw() {
    if isSuspended { return }
    screen_forget(screen)
    counters.repaints += 1
    send(cursor: shown?.cursor)
  }

  /// Gives the terminal back for a while: to a shell, or to another program. What is presented meanwhile waits.
  package mutating func suspend() {
    isSuspended = true
    screen_suspend(screen)
  }

  /// Takes the terminal again, measures it, and shows the last frame if that still fits.
  package mutating func resume() {
    guard isSuspended else { return }
    isSuspended = false
    screen_resume(screen)
    measure()
    if let waiting, let palette = shownPalette, waiting.size == size { present(waiting, palette: palette) }
    waiting = nil
    redraw()
  }

  /// Call it after `Signal.proceed`: takes the terminal again if the program was stopped without having suspended the
  /// screen, as SIGSTOP does.
  package mutating func proceed() {
    guard screen_was_taken_away(screen) != 0 else { return }
    suspend()
    resume()
  }

  /// Puts `text` into the clipboard of the terminal's user, where the terminal lets programs do that.
  package func copyToClipboard(_ text: String) {
    guard screen_is_xterm_like(screen) != 0 else { return }
    send(Clipboard.command(for: text, through: multiplexer))
  }

  /// Asks for the colour of the background. The answer, if any comes, is `TerminalReply.background`.
  package func askBackground() {
    guard screen_is_xterm_like(screen) != 0 else { return }
    send(Array("\u{1B}]11;?\u{07}".utf8))
  }

  private func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { screen_send(screen, $0.bindMemory(to: CChar.self).baseAddress, $0.count) }
  }

  private func send(cursor: Position?) {
    if let cursor, cursor.column >= 0, cursor.row >= 0, cursor.column < size.columns, cursor.row < size.rows {
      screen_show(screen, CInt(cursor.column), CInt(cursor.row))
    } else {
      screen_show(screen, -1, -1)
    }
  }

  /// Hands some columns of a row to ncurses: whole characters, as `Frame.difference` finds them.
  private mutating func put(_ frame: Frame, row: Int, columns: Range<Int>, palette: Palette) {
    counters.rows += 1
    if cells.count < columns.count { cells = Array(repeating: ScreenCell(), count: frame.size.columns) }
    var paint: Paint?
    var look = Look(attributes: 0, pair: 0)
    var count = 0
    let start = row * frame.size.columns
    for cell in frame.cells[start + columns.lowerBound..<start + min(columns.upperBound, size.columns)] {
      if cell.isContinuation, count > 0 {
        // The right half of the character before.
        cells[count - 1].columns = 2
        continue
      }
      if paint != cell.paint {
        paint = cell.paint
        look = self.look(of: cell.paint, palette)
      }
      cells[count].attributes = look.attributes
      cells[count].pair = look.pair
      cells[count].columns = 1
      if let scalar = cell.glyph.scalar {
        cells[count].scalars.0 = scalar.value
        cells[count].count = 1
      } else {
        cells[count].set(cell.character)
      }
      count += 1
    }
    screen_put_row(screen, CInt(row), CInt(columns.lowerBound), cells, count)
  }

  private mutating func look(of paint: Paint, _ palette: Palette) -> Look {
    if let known = looks.first(where: { $0.paint == paint }) { return known.look }
    let style = palette[paint]
    let numbers = colors.numbers(foreground: style.foreground, background: style.background)
    let look = Look(
      attributes: style.attributes.rawValue, pair: screen_pair(screen, numbers.foreground, numbers.background))
    looks.append((paint, look))
    return look
  }
}

extension ScreenCell {
  /// Takes the scalars to draw for a cluster of several: all of them where they are drawn one after another, without those
  /// that only join or order others; the first of a picture, the two letters of a flag.
  fileprivate mutating func set(_ character: Character) {
    let isFlag = TextWidth.isFlag(character)
    let isPicture = !isFlag && TextWidth.isPicture(character)
    count = 0
    withUnsafeMutableBytes(of: &scalars) { buffer in
      let drawn = buffer.bindMemory(to: UInt32.self)
      for scalar in character.unicodeScalars where !TextWidth.isFormat(scalar) {
        drawn[Int(count)] = isFlag ? scalar.value - 0x1F1E6 + 0x41 : scalar.value
        count += 1
        if isPicture || Int(count) == drawn.count { break }
      }
    }
  }
}
