import Store

/// The notebook that teaches the keys.
package enum Tutorial {
  /// Writes the tutorial and its annotations into a folder of their own and returns the notes' path.
  ///
  /// - Throws: `Failure` where the folder or its files can't be written; files that were written stay in the temporary
  ///   folder.
  package static func freshCopy() throws -> String {
    do throws(SystemError) {
      let notes = try FileBytes.makeTemporaryFolder(named: "gloss-tutor") + "/tutorial.md"
      try FileBytes.write(PackageResources.tutorial_md, to: notes)
      try FileBytes.write(PackageResources.tutorial_md_review_yaml, to: notes + ".review.yaml")
      return notes
    } catch {
      throw Failure("no folder for the tutorial's copy: \(error.reason)")
    }
  }
}
