import CursesTerminal
import Glibc
import Settings
import Store

/// The surroundings of the program looked at one by one: what is as it should be, and what is to be done about the
/// rest.
package struct Diagnosis {
  /// The state of one thing, with advice where it is not as it should be.
  package struct Finding: Hashable, Sendable {
    /// The name of the thing.
    package var name: String
    /// The state that was found, in words.
    package var state: String
    /// The advice on what to do about it; nil where all is well.
    package var remedy: String?

    /// A finding, by default a good one.
    package init(name: String, state: String, remedy: String? = nil) {
      self.name = name
      self.state = state
      self.remedy = remedy
    }
  }

  /// The findings in the order in which they are printed.
  package private(set) var findings: [Finding] = []
  private let environment: ProgramEnvironment

  /// Looks at everything.
  ///
  /// - Parameter terminal: What the terminal answered; nil where there is none to ask.
  package init(_ environment: ProgramEnvironment, terminal: TerminalProbe.Answer?) {
    self.environment = environment
    lookAtTerminal(terminal)
    lookAtLocale()
    lookAtClipboard()
    lookAtFolders()
    lookAtConfiguration()
    lookAtWatches()
    lookAtGit()
  }

  private mutating func note(_ name: String, _ state: String, _ remedy: String? = nil) {
    findings.append(Finding(name: name, state: state, remedy: remedy))
  }

  // MARK: The terminal

  private mutating func lookAtTerminal(_ answer: TerminalProbe.Answer?) {
    let options = TerminalOptions(environment: environment.variables, mouse: environment.configuration.mouse)
    guard let term = options.term else {
      let remedy = answer == nil ? nil : "set TERM to what the terminal is, as xterm-256color"
      note("terminal", "TERM is not set", remedy)
      return
    }
    let between: String =
      switch options.multiplexer {
      case .none: ""
      case .tmux: ", inside tmux"
      case .screen: ", inside GNU screen"
      }
    if Self.hasDescription(term) {
      note("terminal", term + between + (options.isRemote ? ", over a network" : ""))
    } else {
      note(
        "terminal", "\(term) has no description here: xterm-256color is taken instead",
        "install ncurses-term, or set TERM=xterm-256color")
    }
    let colors: String =
      switch options.colors {
      case .none: "none (NO_COLOR is set)"
      case .trueColor: "all (COLORTERM says so)"
      case .described: "as \(term) describes"
      }
    note("colours", colors)
    guard let answer else { return note("answers", "not asked: there is no terminal") }
    guard answer.isAlive else {
      return note(
        "answers", "none within half a second", "Escape waits for a clock; escape-delay in config.yaml sets how long")
    }
    note("keys", answer.hasKeyboardProtocol ? "unambiguous (kitty's protocol)" : "as xterm sends them")
    if let isLight = answer.isLight { note("background", isLight ? "light" : "dark") }
  }

  /// Whether terminfo knows a terminal, in the folders where Debian and ncurses look.
  private static func hasDescription(_ term: String) -> Bool {
    guard let first = term.unicodeScalars.first, first.isASCII, !term.contains("/") else { return false }
    let variables = processVariables()
    let home = variables["HOME"].map { [$0 + "/.terminfo"] } ?? []
    let own = variables["TERMINFO"].map { [$0] } ?? []
    let folders = own + home + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    let hexadecimal = String(first.value, radix: 16)
    return folders.contains { folder in
      ["\(first)", hexadecimal].contains { access("\(folder)/\($0)/\(term)", R_OK) == 0 }
    }
  }

  private mutating func lookAtLocale() {
    let options = TerminalOptions(environment: environment.variables)
    if case .notUTF8(let variable, let value) = options.notice {
      note("locale", "\(variable)=\(value) is not UTF-8: marks are drawn in ASCII", "set LANG=C.UTF-8 or the like")
    } else {
      note("locale", "UTF-8")
    }
  }

  private mutating func lookAtClipboard() {
    if let command = environment.configuration.clipboardCommand { return note("clipboard", "by: \(command)") }
    let variables = environment.variables
    func isSet(_ name: String) -> Bool { !(variables[name] ?? "").isEmpty }
    let tools = [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel")]
    if let tool = tools.first(where: { isSet($0.0) && self.path(of: $0.1) != nil })?.1 {
      return note("clipboard", tool)
    }
    if isSet("TMUX") { return note("clipboard", "tmux's own, and what it passes on (set-clipboard)") }
    note("clipboard", "sent to the terminal (OSC 52), which may refuse it")
  }

  /// The path of a program that would be run; nil where none is found.
  private func path(of program: String) -> String? {
    (environment.variables["PATH"] ?? "").split(separator: ":").map { $0 + "/" + program }
      .first { access($0, X_OK) == 0 }
  }

  // MARK: Files

  private mutating func lookAtFolders() {
    let state = environment.store.stateDirectory
    lookAt("state folder", state, "drafts and places are not kept until it can be written")
    lookAt(
      "configuration folder", ProgramEnvironment.configurationFolder(environment.variables), "settings can't be kept")
  }

  private mutating func lookAt(_ name: String, _ path: String, _ consequence: String) {
    var nearest = path
    while access(nearest, F_OK) != 0, let slash = nearest.lastIndex(of: "/"), slash > nearest.startIndex {
      nearest = String(nearest[..<slash])
    }
    let isThere = nearest == path
    var status = stat()
    guard stat(nearest, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return note(name, "\(nearest) is not a folder: \(consequence)", "move \(nearest) out of the way")
    }
    guard access(nearest, W_OK) == 0 else {
      return note(name, "\(nearest) cannot be written: \(consequence)", "chmod u+rwx \(nearest)")
    }
    note(name, isThere ? path : "\(path) (made when it is needed)")
  }

  private mutating func lookAtConfiguration() {
    let path = ProgramEnvironment.configurationPath(environment.variables)
    guard access(path, F_OK) == 0 else { return note("config.yaml", "not there: defaults hold") }
    let problems = environment.problems + ThemeCatalog(environment).problems
    if problems.isEmpty { return note("config.yaml", "in order") }
    let count = problems.count == 1 ? "a mistake" : "\(problems.count) mistakes"
    note("config.yaml", "\(count), the first: \(problems[0].description)", "gloss config --edit")
  }

  private mutating func lookAtWatches() {
    let file = "/proc/sys/fs/inotify/max_user_instances"
    let descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor < 0 else {
      close(descriptor)
      return note("watching", "changes of notes are seen at once")
    }
    note(
      "watching", "the system allows no further watch: changes of notes are looked for every few seconds",
      "raise \(file)")
  }

  private mutating func lookAtGit() {
    guard path(of: "git") != nil else {
      return note("git", "not installed: annotations are not tied to commits", "install git, if notes are kept in it")
    }
    let author = Identity.author(
      configured: environment.configuration.author, source: environment.store.currentDirectory + "/notes.md",
      variables: environment.variables)
    note("author", author)
  }
}
