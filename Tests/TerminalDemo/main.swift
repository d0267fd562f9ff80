import CursesTerminal
import Glibc
import Terminal
import TextWidth

// A program for the tests of `CursesTerminal`: shows the events that come, and does what a few keys ask for.
//
//   q   end                  x   crash (a Swift trap)      X   crash (abort)       e   end without closing
//   ^Z  stop                 c   copy a text               b   ask for the background
//   m   mouse on and off     L   redraw                    p   another palette     n   hide or show the cursor
//   s   be stopped unasked   o   output while suspended
//   w   draw wide characters, attributes and colours

func environment() -> [String: String] {
  var environment: [String: String] = [:]
  for name in ["TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "TMUX", "AMBIGUOUS"] {
    if let value = getenv(name) { environment[name] = String(cString: value) }
  }
  return environment
}

func standardError(_ text: String) {
  _ = Array((text + "\n").utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}

/// The state of the demo, and its response to events.
struct Demo: ~Copyable {
  var screen: CursesScreen
  var lines: [String] = []
  var isSampling = false
  var hidesCursor = false
  var width = TextWidth.standard
  var isDone = false
  var isStopping = false
  var palette = Demo.palettes[0]

  static let palettes = [
    Palette(styles: [
      Style(), Style(foreground: Color(red: 0x12, green: 0x34, blue: 0x56), background: nil),
      Style(background: Color(red: 200, green: 10, blue: 10)), Style(attributes: .reverse),
    ]),
    Palette(styles: [Style(attributes: .bold)]),
  ]

  init(screen: consuming CursesScreen) {
    self.screen = screen
  }

  mutating func draw() {
    let plain = Paint(text: 0, background: 0)
    var frame = Frame(size: screen.size, paint: plain)
    frame.put("demo \(screen.size.columns)x\(screen.size.rows) \(screen.colors)", column: 0, row: 0, paint: plain)
    if let notice = screen.notice { frame.put("notice: \(notice)", column: 0, row: 1, paint: plain) }
    let room = max(0, screen.size.rows - 2)
    for (row, line) in lines.suffix(room).enumerated() { frame.put(line, column: 0, row: row + 2, paint: plain) }
    if isSampling {
      let samples: [(String, Paint)] = [
        ("日本", plain), ("👩‍💻|", plain), ("e\u{301}|", plain), ("🇩🇪|", plain), ("\u{1B}|", plain),
        ("blue", Paint(text: 1, background: 0)), ("red", Paint(text: 0, background: 2)),
        ("rev", Paint(text: 3, background: 0)),
        ("bold", Paint(text: 0, background: 0, attributes: .bold)),
        ("ital", Paint(text: 0, background: 0, attributes: .italic)),
        ("und", Paint(text: 0, background: 0, attributes: .underline)),
        ("struck", Paint(text: 0, background: 0, attributes: .strikethrough)), ("❤️|", plain), ("🫨|", plain),
        ("…─|", plain),
      ]
      for (row, sample) in samples.enumerated() {
        frame.put(sample.0, column: 40, row: row + 2, paint: sample.1, width: width)
      }
    }
    frame.cursor = hidesCursor ? nil : Position(column: 0, row: min(screen.size.rows - 1, 2))
    screen.present(frame, palette: palette)
  }

  mutating func handle(_ event: TerminalEvent, _ input: inout TerminalInput) {
    switch event {
    case .key(let key):
      lines.append("key \(key)")
      press(key.description, &input)
    case .keyAfterEscape(let key):
      lines.append("key \(key)")
      press(key.description, &input)
    case .typed: break
    case .escapeWithdrawn: lines.append("no escape")
    case .paste(let text):
      let sum = text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFFFF }
      lines.append("paste \(text.utf8.count) \(sum) \(text.filter { !$0.isNewline }.prefix(30))")
    case .mouse(let mouse):
      lines.append("mouse \(mouse.action) \(mouse.position.column),\(mouse.position.row)")
    case .focus(let focus):
      lines.append("focus \(focus)")
    case .reply(.background(let red, let green, let blue)):
      lines.append("background \(red) \(green) \(blue)")
      screen.handle(.background(red: red, green: green, blue: blue))
    case .reply(let reply): screen.handle(reply)
    case .resize(let size):
      lines.append("resize \(size.columns)x\(size.rows)")
    }
  }

  mutating func press(_ key: String, _ input: inout TerminalInput) {
    switch key {
    case "q": isDone = true
    case "x":
      let none: [Int] = []
      lines.append("\(none[lines.count])")
    case "X": abort()
    case "e": exit(7)
    case "<C-z>": isStopping = true
    case "c": _ = screen.copyToClipboard("grüße, 世界\n")
    case "b": screen.askQuestions()
    case "m": screen.mouse.toggle()
    case "L": screen.redraw()
    case "s": kill(getpid(), SIGSTOP)
    case "o":
      screen.suspend(&input)
      lines.append("meanwhile")
      draw()
      standardError("other program")
      screen.resume()
    case "p": palette = palette == Demo.palettes[0] ? Demo.palettes[1] : Demo.palettes[0]
    case "n": hidesCursor.toggle()
    case "w": isSampling.toggle()
    case "r": lines.append("rows \(screen.counters.rows) repaints \(screen.counters.repaints)")
    default: break
    }
  }
}

func run() throws(TerminalError) -> CInt {
  let signals = try SignalPipe()
  let wake = try WakePipe()
  var options = TerminalOptions(environment: environment())
  options.ambiguousIsWide = environment()["AMBIGUOUS"] != nil
  let screen = try CursesScreen(input: 0, output: 1, options: options)
  var input = TerminalInput(descriptor: 0, term: screen.term, utf8: options.utf8)
  var demo = Demo(screen: screen)
  demo.width = TextWidth(ambiguousIsWide: options.ambiguousIsWide)
  var status: CInt = 0
  while !demo.isDone {
    demo.screen.flush()
    let busy = demo.screen.busyDescriptor
    if busy == nil { demo.draw() }
    input.machine.awaitsReplies = demo.screen.questions.areOpen(at: .now)
    let ready = wait(
      for: [input.descriptor, signals.descriptor, wake.descriptor], writing: busy, timeout: input.timeout(nil))
    if ready[2].contains(.readable) { wake.drain() }
    for signal in signals.drain() {
      switch signal {
      case .resize:
        demo.screen.takeResize()
        demo.handle(.resize(demo.screen.size), &input)
      case .terminate, .hangup, .interrupt:
        demo.isDone = true
        status = 3
      case .stop: demo.isStopping = true
      case .proceed:
        demo.screen.proceed()
        demo.lines.append("continued")
      }
    }
    for event in input.receive(ready[0]) { demo.handle(event, &input) }
    if input.hasEnded {
      demo.isDone = true
      status = 4
    }
    if demo.isStopping {
      demo.isStopping = false
      demo.screen.suspend(&input)
      signals.stopProcess()
      demo.screen.resume(isFromShell: true)
    }
  }
  return status
}

var status: CInt = 2
do {
  status = try run()
} catch {
  standardError("demo: \(error)")
}
exit(status)
