import Foundation

extension Output {
  /// The operating system's own words for what Foundation could not do.
  package static func reason(of error: any Error) -> String {
    let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    return cause.map { String(cString: strerror(Int32($0.code))) } ?? error.localizedDescription
  }
}
