import App
import Store

/// The reader's pager.
enum Pager {
  /// Shows lines with `$PAGER`, or with less; `less` leaves by itself where all of it fits on the screen.
  ///
  /// - Throws: `Failure` where the pager can't be run.
  static func show(_ lines: some Sequence<String>) throws(Failure) {
    let command = "LESS=\"${LESS-FRX}\" LV=\"${LV--c}\"; export LESS LV; exec ${PAGER:-less}"
    switch Subprocess.feed(lines, to: ["/bin/sh", "-c", command]) {
    case .exited(126), .exited(127), .notStarted:
      throw Failure("the pager cannot be run: set PAGER to one that is installed, or to cat")
    case .exited, .killed: break
    }
  }
}
