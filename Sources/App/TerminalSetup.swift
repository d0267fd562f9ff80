import CursesTerminal
import Glibc

/// The setup of the terminal by the environment and the configuration, prepared before there is a second thread.
struct TerminalSetup {
  let options: TerminalOptions
  let timing: EscapeTiming
  /// The prepared screen, or the reason why the terminal can't be used. That is reported only when the terminal is
  /// needed: a missing file is reported first.
  let preparation: Result<CursesScreen.Preparation, TerminalError>

  init(_ environment: ProgramEnvironment) {
    let configuration = environment.configuration
    var options = TerminalOptions(environment: environment.variables, mouse: configuration.mouse)
    options.ambiguousIsWide = configuration.ambiguousIsWide
    self.options = options
    timing = EscapeTiming(
      environment: environment.variables, configured: configuration.escapeDelay,
      expectsCommandsBehindEscape: configuration.preset == .vim)
    do throws(TerminalError) {
      preparation = .success(try CursesScreen.prepare(options))
    } catch {
      preparation = .failure(error)
    }
  }

  /// The descriptor that keys come from: standard input, or the terminal itself where notes come that way.
  ///
  /// - Throws: `.notATerminal` where the terminal can't be opened either.
  func keyboard() throws(TerminalError) -> CInt {
    if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .notATerminal }
    return descriptor
  }
}
