import Outline
import Search

/// The list of the topics from which links lead to the selected one.
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
          purpose: .backlinks, title: "Links to \(title(of: selection))", isSearching: true, origin: snapshot)))
    return ask(.links(selection), "")
  }

  mutating func takeBacklinks(_ answer: SearchAnswer) {
    guard case .list(var list)? = overlay, list.purpose == .backlinks else { return }
    list.isSearching = answer.progress != nil
    list.all += answer.hits.map { hit in
      let path = path(to: RowID(hit.place.file)).dropFirst() + hit.titles.dropLast(2)
      return ListOverlay.Item(
        title: hit.titles.dropLast().last.map { $0.isEmpty ? "(no title)" : $0 } ?? "",
        note: (path.suffix(2) + [hit.titles.last ?? ""]).joined(separator: between.titles), value: .hit(hit))
    }
    list.shown = NotebookState.ranked(list.all, by: FuzzyPattern(list.query))
    list.selected = min(list.selected, max(0, list.shown.count - 1))
    overlays.replaceTop(with: .list(list))
    if list.all.isEmpty, !list.isSearching {
      overlays.pop()
      say(.noLinkHere)
    }
  }
}
