import Glibc
import Notebook
import Store

/// The notebooks that the reader came through by links, and the place to begin at in the present one.
///
/// Each notebook is a run of the program by itself: what one has open, watched and remembered ends with it.
package struct NotebookHistory: Sendable {
  /// A step from one notebook to another.
  enum Step: Sendable {
    /// To a note or folder, and there to the heading that GitHub would give `anchor` to, if that is not empty.
    case open(path: String, anchor: String)
    /// To the notebook that was left for this one.
    case back
  }

  /// The notebooks that were left, as each is remembered, the latest last.
  var left: [String] = []
  /// The heading to go to in the first note, as GitHub writes it in links; nil for the place where the notebook was
  /// left.
  var anchor: String?

  /// A history, by default of a notebook that was not reached by a link.
  package init(left: [String] = [], anchor: String? = nil) {
    self.left = left
    self.anchor = anchor
  }

  /// The name of the notebook that the way back leads to; nil where there is none.
  var origin: String? { left.last.flatMap { NotebookHistory.paths(of: $0)?.first }.map(PathArguments.name(of:)) }

  /// Replaces the program by one that shows where `step` leads from `notebook`; returns where that can't be done.
  func exec(_ step: Step, from notebook: String) {
    var (left, anchor, paths) = (left, "", [String]())
    switch step {
    case .open(let path, let wanted):
      left.append(notebook)
      (anchor, paths) = (wanted, [path])
    case .back: paths = left.popLast().flatMap(NotebookHistory.paths(of:)) ?? []
    }
    guard !paths.isEmpty else { return }
    var words = [CommandLine.arguments.first ?? "gloss", "open"] + left.map { "--left=" + $0 }
    if !anchor.isEmpty { words.append("--anchor=" + anchor) }
    words += ["--"] + paths
    let pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    // The environment as it was at the start, without what ncurses has set.
    var variables: [UnsafeMutablePointer<CChar>?] = ProcessVariables.atStart.map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    execve("/proc/self/exe", pointers, &variables)
  }

  /// Returns the paths of a notebook from the name that its state is stored by: several folders and files are stored
  /// together. Nil where one of them no longer exists.
  static func paths(of notebook: String) -> [String]? {
    [[notebook], parts(of: notebook)].first { $0.allSatisfy { access($0, F_OK) == 0 } }
  }

  /// The paths that `NotebookRoots.memoryPath` has put together.
  private static func parts(of notebook: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for letter in notebook.unicodeScalars {
      switch letter {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case ":" where !isEscaped: parts.append("")
      default: parts[parts.count - 1].unicodeScalars.append(letter)
      }
      isEscaped = false
    }
    return parts
  }
}
