using System.Globalization;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.PlainJson;

/// <summary>What proves that every page of a resource came.</summary>
internal enum PageProof
{
    /// <summary>
    /// An answer says that it is the last, by a number of pages or a flag; where none says so, an empty page after the others. What a page says of itself has to fit in any case.
    /// </summary>
    LastPage,

    /// <summary>Each page gives its number, how many there are, and how many records they have together; all of it has to fit.</summary>
    Totals,
}

/// <summary>A resource in pages <c>?page=1</c>, <c>?page=2</c> …</summary>
internal sealed class NumberedPages(string name, Uri address, PageProof proof)
{
    private byte[] _before = [];
    private PageHead? _first;
    private int _page = 1;
    private int _records;

    public PagedResource Paged() => new(name, Request(1), (_, body) => Look(body));

    private PullRequest Request(int page) => new(new Uri(string.Create(CultureInfo.InvariantCulture, $"{address.AbsoluteUri}?page={page}")));

    private PageLook Look(ReadOnlyMemory<byte> body)
    {
        if (PageHead.Of(body, name) is not { } page || (proof is PageProof.Totals && (page.Page ?? page.Pages ?? page.Total) is null))
        {
            return PageLook.Failed(MisErrorCodes.PageMissing);
        }

        _first ??= page;
        _records += page.Records;
        if (page.Page is { } number && number != _page)
        {
            return PageLook.Broken(page.Records);
        }

        if (page.Total != _first.Value.Total || page.Pages != _first.Value.Pages)
        {
            return PageLook.Broken(page.Records, MisErrorCodes.PageShifted);
        }

        // A host that does not heed the number gives the same page for ever.
        if (page.Records > 0 && body.Span.SequenceEqual(_before))
        {
            return PageLook.Broken(page.Records);
        }

        _before = body.ToArray();
        return IsLast(page) switch
        {
            null => PageLook.Broken(page.Records),
            false => PageLook.More(page.Records, Request(++_page)),
            true when page.Total is { } total && total != _records => PageLook.Broken(page.Records, MisErrorCodes.CountMismatch),
            true => PageLook.Last(page.Records),
        };
    }

    /// <summary>Null when the page contradicts itself.</summary>
    private bool? IsLast(PageHead page)
    {
        if (proof is PageProof.Totals && page is not { Page: not null, Pages: not null, Total: not null })
        {
            return null;
        }

        if (page.Records == 0)
        {
            // An empty page among the others is a page that did not come.
            return page.More is true || _page < page.Pages ? null : true;
        }

        return (page.Pages, page.More) switch
        {
            ({ } pages, { } more) when more != _page < pages => null,
            ({ } pages, _) => _page >= pages,
            (_, { } more) => !more,
            _ => false,
        };
    }
}
