import Outline

/// Files as web pages that need nothing else, the annotations beside the text that they speak of.
package struct HTMLExport {
  /// Finds where a link of the file at some position leads inside the export; nil for a link that leads out of it.
  package typealias Resolver = (_ link: RichText.Link, _ file: Int) -> ExportTarget?

  private let title: String
  private let files: [AnnotatedFile]
  private let resolve: Resolver

  /// - Parameter title: The name of the whole, in the window's title and above the contents.
  package init(title: String, files: [AnnotatedFile], resolve: @escaping Resolver = { _, _ in nil }) {
    self.title = title
    self.files = files
    self.resolve = resolve
  }

  /// All files on one page.
  /// - Complexity: O(length of the files)
  package func page() -> String {
    let addresses = HTMLAddresses(files, isSite: false)
    let shown = files.indices.filter { !files[$0].scope.isEmpty }
    let filters = HTMLFilters(files)
    var page = HTMLPage.head(title: title, style: filters.style)
    page += header(
      contentsOf: shown, filters: filters,
      HTMLContents.html(
        of: files, showing: Array(shown), addresses: addresses, page: files.isEmpty ? nil : 0))
    var number = 1
    for file in shown { page += article(file, addresses, isNamed: files.count > 1, number: &number) }
    return page + HTMLPage.end
  }

  /// One page of a site.
  package struct Page: Sendable {
    /// Its name relative to the site's folder.
    package var name: String
    /// The whole page.
    package var html: String
  }

  /// A page for each file that shows anything, and `index.html` with the contents of all.
  ///
  /// Pages are made one after the other, so that only one is held at a time.
  /// - Complexity: O(length of the files)
  /// - Throws: only what `write` throws; the pages before have been written then.
  package func site<Failure: Error>(_ write: (Page) throws(Failure) -> Void) throws(Failure) {
    let addresses = HTMLAddresses(files, isSite: true)
    let shown = Array(files.indices.filter { !files[$0].scope.isEmpty })
    let contents = HTMLContents.html(of: files, showing: shown, addresses: addresses, page: nil)
    let index =
      HTMLPage.head(title: title, style: "")
      + header(contentsOf: shown, filters: nil, contents, isIndex: true) + HTMLPage.end
    try write(Page(name: "index.html", html: index))
    for (position, file) in shown.enumerated() {
      let name = addresses.page(of: file)
      let filters = HTMLFilters([files[file]])
      var page = HTMLPage.head(title: files[file].name + " – " + title, style: filters.style)
      let links = [
        ("index.html", "Contents"),
        position > 0 ? (addresses.page(of: shown[position - 1]), "Previous") : nil,
        position + 1 < shown.count ? (addresses.page(of: shown[position + 1]), "Next") : nil,
      ].compactMap { $0 }
      page += "<nav aria-label=\"Pages\" class=\"pages\">"
      page += links.map { target, label in
        let address = HTMLText.percentEncoded(HTMLAddresses.relative(target, to: name))
        return "<a href=\"\(HTMLText.escaped(address))\">\(label)</a>"
      }.joined(separator: " ")
      page += "</nav>\n" + filters.switches
      page += HTMLContents.html(of: files, showing: [file], addresses: addresses, page: file)
      page += HTMLPage.main
      var number = 1
      page += article(file, addresses, isNamed: false, number: &number)
      try write(Page(name: name, html: page + HTMLPage.end))
    }
  }

  // MARK: Parts of a page

  private func header(
    contentsOf shown: some Collection<Int>, filters: HTMLFilters?, _ contents: String, isIndex: Bool = false
  ) -> String {
    let annotations = shown.reduce(0) { $0 + HTMLFilters([files[$1]]).count }
    let counts = [
      shown.count > 1 ? "\(shown.count) notes" : nil,
      annotations == 0 ? nil : annotations == 1 ? "1 annotation" : "\(annotations) annotations",
    ].compactMap { $0 }
    var html = "<header class=\"page\">\n"
    if shown.count > 1 || isIndex { html += "<h1>\(HTMLText.escaped(title))</h1>\n" }
    if !counts.isEmpty { html += "<p>\(counts.joined(separator: " · "))</p>\n" }
    return html + "</header>\n" + (filters?.switches ?? "") + contents + HTMLPage.main
  }

  private func article(_ file: Int, _ addresses: HTMLAddresses, isNamed: Bool, number: inout Int) -> String {
    let id = HTMLText.escaped(addresses.identifier(of: .root, in: file) ?? "top")
    var html = "<article id=\"\(id)\" aria-label=\"\(HTMLText.escaped(files[file].name))\">\n"
    if isNamed { html += "<p class=\"file\">\(HTMLText.escaped(files[file].name))</p>\n" }
    html += HTMLBody.html(
      of: files[file], in: HTMLContext(file: file, addresses: addresses, resolve: resolve), numbers: &number)
    return html + "</article>\n"
  }
}
