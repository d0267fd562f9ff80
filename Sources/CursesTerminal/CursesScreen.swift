import CCurses
import Terminal
import TextWidth

/// The terminal as a screen: shows frames, and gives the terminal back as it was found.
///
/// There is one at a time, owned by one thread. It reads no input: see `TerminalInput`.
package struct CursesScreen: ~Copyable {
  /// The amount that was drawn, for tests.
  package struct Counters: Hashable, Sendable {
    /// Frames that were shown.
    package var frames = 0
    /// Rows that were handed to ncurses because they differed from those on the screen.
    package var rows = 0
    /// Times that all of the screen was sent again, the first time among them.
    package var repaints = 0
  }

  /// The kind of terminal whose description is in use.
  package let term: String
  /// The notice for the reader about the terminal; nil where there is none.
  package let notice: TerminalNotice?
  /// The colours that are used.
  package let colors: ColorDepth
  /// The extent of the terminal when it was last measured.
  package private(set) var size = Size(columns: 0, rows: 0)
  /// The amount that was drawn so far.
  package private(set) var counters = Counters()
  /// Whether the mouse reports to the program (otherwise the terminal selects text with it).
  package var mouse: Bool {
    didSet { if mouse != oldValue { screen_set_mouse(screen, mouse ? 1 : 0) } }
  }

  /// The questions that the terminal has not answered.
  package private(set) var questions: Questions
  private let screen: OpaquePointer
  private let multiplexer: TerminalOptions.Multiplexer
  private var shown: Frame?
  /// The frame that was to be shown while another program had the terminal.
  private var waiting: Frame?
  private var isSuspended = false
  private var knowsKeyboardProtocol = false
  private var shownPalette: Palette?
  /// The looks that were made of the paints that were met, some dozens. A run of cells asks for one of them.
  private var looks: [(paint: Paint, look: Look)] = []
  /// The buffer in which a row is put together for ncurses.
  private var cells: [ScreenCell] = []

  /// The look of a paint, as ncurses takes it.
  private struct Look {
    var attributes: UInt8
    var pair: Int32
  }

  /// The part of starting that has to be done before there is a second thread, because it changes the environment.
  package struct Preparation: Sendable {
    fileprivate let term: String
    fileprivate let colors: Int
  }

  /// Looks the terminal up, and puts a description of it that is changed for Gloss into the environment.
  ///
  /// - Throws: `.unnamed` where the environment has no `TERM`, `.unknown` where neither the description of that nor
  ///   `xterm-256color`'s is installed; the environment is as it was then.
  package static func prepare(_ options: TerminalOptions) throws(TerminalError) -> Preparation {
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
    terminal_prepare(term, colors == SCREEN_TRUE_COLORS ? 1 : 0, options.utf8 ? 1 : 0)
    return Preparation(term: term, colors: Int(colors))
  }

  /// Takes the terminal over.
  ///
  /// A kind of terminal that is not known is taken for an xterm with 256 colours, and `notice` says so. Nothing has
  /// been changed where an error is thrown.
  /// - Parameters:
  ///   - input: A descriptor of the terminal that the keys come from; only looked at.
  ///   - output: A descriptor of the terminal to draw on.
  ///   - preparation: What `prepare` returned for these options; nil while there is only one thread.
  /// - Throws: `.notATerminal`, `.tooPoor` or `.notStarted`; without a preparation also what `prepare` throws.
  package init(
    input: CInt, output: CInt, options: TerminalOptions, preparation: Preparation? = nil
  ) throws(TerminalError) {
    var preparation = preparation
    if preparation == nil { preparation = try CursesScreen.prepare(options) }
    guard let preparation else { throw .unnamed }
    let opened = try CursesScreen.open(input: input, output: output, options: options, preparation)
    screen = opened
    term = preparation.term
    notice =
      preparation.term == options.term
      ? options.notice : .unknownTerminal(term: options.term ?? "", used: preparation.term)
    colors = ColorDepth(colors: Int(screen_colors(opened)))
    multiplexer = options.multiplexer
    mouse = options.mouse
    questions = Questions(isRemote: options.isRemote)
    if options.mouse { screen_set_mouse(opened, 1) }
    measure()
  }

  private static func open(
    input: CInt, output: CInt, options: TerminalOptions, _ preparation: Preparation
  ) throws(TerminalError) -> OpaquePointer {
    // ncurses has to reckon with the widths that frames are made with. A C function cannot capture which they are.
    if !options.utf8 {
      screen_use_width(nil)
    } else if options.ambiguousIsWide {
      screen_use_width { CInt(Unicode.Scalar($0).map(TextWidth(ambiguousIsWide: true).columns(of:)) ?? 0) }
    } else {
      screen_use_width { CInt(Unicode.Scalar($0).map(TextWidth.standard.columns(of:)) ?? 0) }
    }
    var error: CInt = 0
    let colors = CInt(preparation.colors)
    if let screen = screen_open(preparation.term, input, output, colors, options.utf8 ? 1 : 0, &error) {
      return screen
    }
    switch Int(error) {
    case SCREEN_NO_TERMINAL: throw .notATerminal
    case SCREEN_TOO_POOR: throw .tooPoor(term: preparation.term)
    default: throw .notStarted(term: preparation.term)
    }
  }

  deinit { screen_close(screen) }

  /// Gives the terminal back for good.
  package consuming func close() {}

  /// The descriptor to wait for until it can be written to, while the terminal has not taken all that was sent; else
  /// nil.
  package var busyDescriptor: CInt? { screen_is_pending(screen) != 0 ? screen_output(screen) : nil }

  /// Sends what the terminal has not taken yet, without waiting.
  package func flush() { _ = screen_flush(screen, 0) }

  /// The size of the terminal at `descriptor`, without taking it over.
  package static func size(of descriptor: CInt) -> Size {
    var columns: CInt = 0
    var rows: CInt = 0
    terminal_size(descriptor, &columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Asks the terminal for its size, which `size` has afterwards.
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

  /// Takes in that the terminal's size was changed, call it after `Signal.resize`: what is presented next is sent
  /// whole.
  ///
  /// The size may be what it was. Where a terminal was smaller meanwhile, it has lost what it had no room for.
  package mutating func takeResize() {
    measure()
    shown = nil
    if !isSuspended { screen_forget(screen) }
  }

  /// Shows `frame`, clipped to the screen and padded with blanks.
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

  /// Sends everything on the screen again.
  package mutating func redraw() {
    if isSuspended { return }
    screen_forget(screen)
    counters.repaints += 1
    send(cursor: shown?.cursor)
  }

  /// Gives the terminal back for a while: to a shell, or to another program. What is presented meanwhile waits.
  ///
  /// - Parameter input: Where the terminal answers. What comes from there is thrown away, until all that was asked is
  ///   answered and nothing is reported any more.
  package mutating func suspend(_ input: inout TerminalInput) {
    drain(&input)
    isSuspended = true
    screen_suspend(screen, 500)
  }

  /// Waits for the answers that are still to come, for a while, so that they don't reach whoever has the terminal next.
  private mutating func drain(_ input: inout TerminalInput) {
    guard !isSuspended, !input.hasEnded, screen_is_xterm_like(screen) != 0 else { return }
    let now = ContinuousClock.now
    guard questions.areOpen(at: now) || questions.isAnswering else { return }
    flush()
    guard busyDescriptor == nil else { return }
    screen_quiet(screen)
    // Of what the terminal reports by itself, something may be on its way, too.
    if questions.isAnswering { ask("\u{1B}[c") } else { flush() }
    let end = now + questions.patience
    while questions.areOpen(at: .now), ContinuousClock.now < end, !input.hasEnded {
      let ready = wait(for: [input.descriptor], timeout: end - .now)
      for case .reply(let reply) in input.receive(ready[0]) { questions.handle(reply) }
    }
    questions.close()
  }

  /// Takes the terminal again, measures it, and shows the last frame if that still fits.
  ///
  /// - Parameter isFromShell: Whether a shell had the terminal: how that has set up its line is how it is given back.
  package mutating func resume(isFromShell: Bool = false) {
    guard isSuspended else { return }
    isSuspended = false
    screen_resume(screen, isFromShell ? 1 : 0)
    measure()
    if let waiting, let palette = shownPalette, waiting.size == size { present(waiting, palette: palette) }
    waiting = nil
    redraw()
  }

  /// Call it after `Signal.proceed`: takes the terminal again if the program was stopped without having suspended the
  /// screen, as SIGSTOP does.
  package mutating func proceed() {
    guard screen_was_taken_away(screen) != 0 else { return }
    isSuspended = true
    screen_suspend(screen, 500)
    resume(isFromShell: true)
  }

  // MARK: Questions

  /// Asks for what is good to know: the colour of the background, and whether keys can be reported unambiguously.
  package mutating func askQuestions() {
    ask(hasKeyProtocols ? "\u{1B}]11;?\u{07}\u{1B}[?u\u{1B}[c" : "\u{1B}]11;?\u{07}\u{1B}[c")
  }

  /// Whether the terminal may know another way to report keys. The Linux console does not, and old ones print what they
  /// don't know.
  private var hasKeyProtocols: Bool { !term.hasPrefix("linux") }

  /// Takes in an answer: has keys reported as the terminal can.
  package mutating func handle(_ reply: TerminalReply) {
    switch reply {
    case .keyboardFlags:
      knowsKeyboardProtocol = true
    case .attributes where hasKeyProtocols && questions.areOpen(at: .now):
      screen_set_keyboard(screen, knowsKeyboardProtocol ? CInt(SCREEN_KITTY_KEYS) : CInt(SCREEN_XTERM_KEYS))
    case .background, .attributes:
      break
    }
    questions.handle(reply)
  }

  /// Whether the terminal sends the Escape key as a sequence.
  package var reportsEscapeKey: Bool { knowsKeyboardProtocol && !questions.areOpen(at: .now) }

  private mutating func ask(_ text: String) {
    guard !isSuspended, screen_is_xterm_like(screen) != 0 else { return }
    questions.ask(at: .now)
    send(Array(text.utf8))
  }

  /// Asks the terminal to put `text` into the clipboard of its user. Whether it does is not told.
  package func copyToClipboard(_ text: String) -> ClipboardRequest {
    guard screen_is_xterm_like(screen) != 0 else { return .unknown }
    let command = Clipboard.command(for: text, through: multiplexer)
    guard (text.utf8.count + 2) / 3 * 4 <= Clipboard.limit else { return .tooLong(limit: Clipboard.limit / 4 * 3) }
    send(command)
    return .sent
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
  /// Takes the scalars to draw for a cluster of several: all of them where they are drawn one after another, without
  /// those that only join or order others; the first of a picture, the two letters of a flag.
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
