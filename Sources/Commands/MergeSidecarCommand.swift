import App
import ArgumentParser
import Store

struct MergeSidecarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge-sidecar", abstract: "Merge two versions of a sidecar, as git's merge driver.",
    discussion: """
      In .gitattributes: *.review.yaml merge=gloss. Once: git config merge.gloss.driver "gloss merge-sidecar %O %A %B \
      %P". The result is written to OURS. Exit status 0: merged, 1: that can't be done, and OURS is as it was.
      """)

  @Argument(help: "The common ancestor (%O).")
  var base: String

  @Argument(help: "Our version (%A), which the result replaces.")
  var ours: String

  @Argument(help: "Their version (%B).")
  var theirs: String

  @Argument(help: "The sidecar's path (%P), for messages.")
  var path: String?

  /// Merges both sidecars into the file of ours.
  ///
  /// - Throws: `ExitCode` 1, after the reason is printed, where a file can't be read, merged or written; ours is
  ///   unchanged unless it was the writing that failed.
  func run() throws {
    let environment = StoreEnvironment.live(variables: processVariables())
    do {
      let ancestor = try read(base, called: names.base)
      let mine = try read(ours, called: names.ours)
      let other = try read(theirs, called: names.theirs)
      let merged = try Store(environment).mergedSidecar(
        base: ancestor, ours: mine, theirs: other, path: name(for: mine), names: names)
      do throws(SystemError) {
        // Git's own copy, which nobody else reads while it waits for us.
        try FileBytes.write(merged, to: ours)
      } catch {
        throw Failure("\(names.ours) cannot be written: \(error.reason)")
      }
    } catch {
      let reason = (error as? StoreError)?.message ?? (error as? Failure)?.message ?? "\(error)"
      Output.printError("\(path ?? ours) is not merged: \(reason)")
      throw ExitCode(1)
    }
  }

  /// The names of the three files in messages: git's copies, which are removed afterwards, go by their roles.
  private var names: (base: String, ours: String, theirs: String) {
    path == nil ? (base, ours, theirs) : ("the common ancestor", "our version", "their version")
  }

  private func read(_ file: String, called name: String) throws(Failure) -> [UInt8] {
    do throws(SystemError) {
      return try FileBytes.read(file)
    } catch {
      throw Failure("\(name) cannot be read: \(error.reason)")
    }
  }

  /// The ending says which form it has; git's temporary files have none.
  private func name(for contents: [UInt8]) -> String {
    if let path { return path }
    let isJSON = contents.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    return isJSON ? ours + ".json" : ours
  }
}
