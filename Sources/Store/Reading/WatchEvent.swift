import CFileSystem
import Glibc

/// One event of the kernel's about a folder that is watched.
struct WatchEvent {
  var watch: Int32
  /// The entry of the folder; empty where it is about the folder itself.
  var name: String
  private var mask: UInt32
  /// The same for the two events of a renaming.
  var cookie: UInt32

  /// Whether events were dropped, so that anything may have happened.
  var isOverflow: Bool { gloss_watch_overflowed(mask) != 0 }
  /// Whether the folder is watched no more.
  var isEnd: Bool { gloss_watch_ended(mask) != 0 }
  var isFolder: Bool { gloss_watch_is_folder(mask) != 0 }
  var isOldName: Bool { gloss_watch_moved(mask) == 1 }
  var isNewName: Bool { gloss_watch_moved(mask) == 2 }
  /// Whether a file was written, and is as much there as before.
  var isWritten: Bool { gloss_watch_written(mask) != 0 }

  /// Reads the events that `descriptor` has now. Some are left, for `descriptor` to be ready again, where a
  /// program writes beside the notes as fast as this reads.
  static func all(from descriptor: Int32) -> [WatchEvent] {
    var events: [WatchEvent] = []
    for _ in 0..<mostReads {
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
        count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
      }
      if bytes.isEmpty { return events }
      events += all(in: bytes)
    }
    return events
  }

  /// A thousand events and more each.
  private static let mostReads = 8

  private static func all(in bytes: [UInt8]) -> [WatchEvent] {
    bytes.withUnsafeBufferPointer { buffer in
      var events: [WatchEvent] = []
      var rest = buffer[...]
      while let start = UnsafeBufferPointer(rebasing: rest).baseAddress {
        var watch: Int32 = 0
        var mask: UInt32 = 0
        var cookie: UInt32 = 0
        var name: UnsafePointer<CChar>?
        let length = gloss_watch_event(start, rest.count, &watch, &mask, &cookie, &name)
        if length == 0 { break }
        events.append(
          WatchEvent(watch: watch, name: name.map { String(cString: $0) } ?? "", mask: mask, cookie: cookie))
        rest = rest.dropFirst(length)
      }
      return events
    }
  }
}
