import App
import ArgumentParser

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at the terminal, the folders and the settings, and say what is wrong.",
    discussion: """
      With paths, their sidecars are looked at as well, as gloss check does. Exit status 0: all is well, 1: something \
      is to be done, 2: an error.
      """)

  @Argument(help: "Markdown files or folders.")
  var paths: [String] = []

  @Flag(
    help: """
      Merge copies that programs for synchronizing left, end moves that were interrupted, and take annotations to the \
      notes whose text they were made on.
      """)
  var mend = false

  /// Prints the diagnosis and, with paths, checks and mends their sidecars.
  ///
  /// - Throws: `ExitCode` 1 where something is not well; `Failure` where there are no notes at a path or a file can't
  ///   be read.
  func run() throws {
    let diagnosis = Diagnosis(ProgramEnvironment(), terminal: TerminalProbe.ask())
    var output = Output.Lines()
    let findings =
      [Diagnosis.Finding(name: "gloss", state: Gloss.configuration.version)] + diagnosis.findings
    let width = findings.map(\.name.count).max() ?? 0
    for finding in findings {
      let name = finding.name + String(repeating: " ", count: width - finding.name.count)
      output.write("\(finding.remedy == nil ? " " : "!") \(name)  \(finding.state)")
      if let remedy = finding.remedy { output.write("  " + String(repeating: " ", count: width) + "  → \(remedy)") }
    }
    output.finish()
    var isWell = findings.allSatisfy { $0.remedy == nil }
    if !paths.isEmpty {
      if try SidecarRepair(paths: paths, mends: mend).run() > 0 { isWell = false }
      let check = try CheckCommand.parse(["--"] + paths)
      do {
        try check.run()
      } catch let code as ExitCode where code.rawValue == 1 {
        isWell = false
      }
    }
    if !isWell { throw ExitCode(1) }
  }
}
