import Annotations
import Notebook
import Outline
import Store

/// All that is known of a source that is open: one value, in which everything belongs together.
struct OpenSource: Sendable {
  /// The source as it was read last; its annotations are made on this.
  struct Reading: Sendable {
    var outline: Outline
    /// Git's blob id of the bytes.
    var blob: String
    /// The status of the file in the file system when it was read; nil for standard input.
    var status: FileStatus?
    /// The bytes of the file, in whatever encoding; nil where there are too many to be archived.
    var bytes: [UInt8]?
  }

  var reading: Reading?
  var sidecar: OpenedSidecar?
  /// The versions that records of other programs were made on, by annotation.
  var origins: [String: Anchor.Origin] = [:]
  /// The places of the annotations in `reading`.
  var placements: PlacementCache?
  /// Older versions that were asked for, by blob id; nil for those that are not to be had.
  var oldVersions: [String: Outline?] = [:]
  /// A sidecar without its notes that was offered to this source: each source is offered one once.
  var offered: SidecarListing.DetachedSidecar?
  /// The state of reading that is on the disk for this source.
  var keptReading: KeptReading?
  /// The configuration that keeps its sidecar from being found, where there is one.
  var faultyConfiguration: String?

  /// Whether `file` is only the beginning of what the source was.
  func looksUnfinished(_ file: SourceFile) -> Bool {
    if file.bytes.isEmpty { return true }
    guard let bytes = reading?.bytes, file.bytes.count < bytes.count else { return false }
    return bytes.starts(with: file.bytes)
  }

  /// The versions that the latest annotations were made on, a few, without the one that is there now: beyond them what
  /// the annotations remember themselves has to do.
  static func wantedVersions(
    of annotations: [Annotation], _ origins: [String: Anchor.Origin], besides current: String?
  ) -> [String] {
    var wanted: [String] = []
    for annotation in annotations.reversed() {
      let anchors = [annotation.anchor] + annotation.anchor.confirmed
      for blob in anchors.map({ $0.evidence?.blob }) + [origins[annotation.id]?.blob] {
        guard let blob, !wanted.contains(blob), blob != current else { continue }
        wanted.append(blob)
        if wanted.count == mostVersions { return wanted }
      }
    }
    return wanted
  }

  private static let mostVersions = 12
}
