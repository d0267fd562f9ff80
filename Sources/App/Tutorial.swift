import Foundation

/// The notebook that teaches the keys.
package enum Tutorial {
  /// Writes the tutorial and its annotations into a folder of their own and returns the notes' path.
  package static func freshCopy() throws -> String {
    let folder = NSTemporaryDirectory() + "/gloss-tutor-\(UUID().uuidString.prefix(8))"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(PackageResources.tutorial_md).write(to: URL(fileURLWithPath: folder + "/tutorial.md"))
      try Data(PackageResources.tutorial_md_review_yaml)
        .write(to: URL(fileURLWithPath: folder + "/tutorial.md.review.yaml"))
    } catch {
      throw Failure("no folder for the tutorial's copy: \(error.localizedDescription)")
    }
    return folder + "/tutorial.md"
  }
}
