import CFileSystem
import Glibc

/// The terminal while a child has it as a job of its own, as shells give it to theirs.
///
/// The signals of the terminal's keys do not reach this process then: an interrupt or a quit is for the child alone, and
/// where the child is stopped, this process stops with it, so that the shell that started it goes on.
struct ForegroundJob {
  /// The modes of the line before the child had it.
  private let modes: termios

  init?() {
    var modes = termios()
    guard let terminal = ForegroundJob.open() else { return nil }
    defer { close(terminal) }
    guard tcgetattr(terminal, &modes) == 0 else { return nil }
    self.modes = modes
  }

  private static func open() -> Int32? {
    let terminal = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
    return terminal < 0 ? nil : terminal
  }

  /// Takes the terminal back from a child that has ended. Its modes are the caller's affair.
  func takeBack() {
    guard let terminal = ForegroundJob.open() else { return }
    ForegroundJob.give(terminal, to: getpgrp())
    close(terminal)
  }

  /// Stops this process and the job that it runs in, because `child` was stopped; gives the terminal to the child and
  /// continues it when a shell has brought this process to the foreground again.
  func stop(with child: pid_t) {
    guard let terminal = ForegroundJob.open() else { return }
    defer { close(terminal) }
    var theirs = termios()
    var ours = modes
    let hasModes = tcgetattr(terminal, &theirs) == 0
    ForegroundJob.give(terminal, to: getpgrp())
    tcsetattr(terminal, TCSANOW, &ours)
    // Where nobody could continue this process, as without a shell, the system takes no notice of that.
    gloss_stop_process_group(SIGTSTP)
    // Continued in the background: waits to be brought to the foreground.
    while tcgetpgrp(terminal) != getpgrp(), gloss_stop_process_group(SIGTTIN) == 0 {}
    if hasModes { tcsetattr(terminal, TCSANOW, &theirs) }
    ForegroundJob.give(terminal, to: child)
    kill(-child, SIGCONT)
  }

  /// Makes a process group the one that has the terminal, also from the background.
  private static func give(_ terminal: Int32, to group: pid_t) {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    tcsetpgrp(terminal, group)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
