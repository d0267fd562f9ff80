import App
import Export

/// The folder that the pages of a site are written into.
struct SiteFolder {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Writes a page, and makes the folders that it lies in.
  ///
  /// - Throws: `Failure` with the file's name where it can't be written; what was written before stays.
  func write(_ page: HTMLExport.Page) throws(Failure) {
    do {
      try NewFile.write(page.html, to: path + "/" + page.name)
    } catch {
      throw Failure(error.message + "; name another folder with --site")
    }
  }
}
