import Outline
import Search

/// The topics from which links lead to the selected one, as a tree by note, with the sentence around each link.
extension NotebookState {
  /// Lists the topics from which links lead to the selected one.
  mutating func listBacklinks() -> [Effect] {
    guard tree[selection.file].kind == .file else {
      say(.linksLeadToNotes)
      return []
    }
    overlays.push(
      .list(
        ListOverlay(
          purpose: .backlinks, title: backlinksTitle(selection, count: 0), isSearching: true, origin: snapshot)))
    return ask(.links(selection), "")
  }

  /// The title of the list of links to `row`.
  func backlinksTitle(_ row: RowID, count: Int) -> String {
    "Links to \(NotebookState.oneLine(title(of: row)))" + (count > 0 ? ": \(count)" : "")
  }

  /// The rows of links, then those of topics that only name what they would lead to.
  func backlinkRows(of hits: [SearchHit], columns: Int) -> [ListOverlay.Item] {
    let links = hits.filter { $0.description?.isMention != true }
    let mentions = hits.filter { $0.description?.isMention == true }
    var rows = rows(of: links, columns: columns, isSearch: false)
    if let first = mentions.first {
      rows.append(
        ListOverlay.Item(
          title: "Mentioned, not linked", note: "\(mentions.count)", value: .hit(first), style: .heading))
      rows += self.rows(of: mentions, columns: columns, isSearch: false)
    }
    return rows
  }

  mutating func takeBacklinks(_ answer: SearchAnswer) {
    guard case .list(var list)? = overlay, list.purpose == .backlinks else { return }
    list.isSearching = answer.progress != nil
    list.hits += answer.hits.prefix(max(0, NotebookState.mostResults - list.hits.count))
    if list.hits.isEmpty, !list.isSearching {
      overlays.pop()
      say(.noLinkHere)
      return
    }
    show(list)
  }
}
