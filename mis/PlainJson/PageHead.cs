using System.Text.Json;

namespace Uso.Mis.PlainJson;

/// <summary>What a page of records says of itself: a JSON array of records, or an object with such an array and perhaps counts around it.</summary>
internal readonly record struct PageHead
{
    /// <summary>Name of the array; "" when the page is the array itself.</summary>
    public string Array { get; private init; }

    public int Records { get; private init; }

    /// <summary>Its number, as the page says it.</summary>
    public int? Page { get; private init; }

    /// <summary>How many pages there are.</summary>
    public int? Pages { get; private init; }

    /// <summary>How many records all pages have together.</summary>
    public int? Total { get; private init; }

    /// <summary>Whether there is another page.</summary>
    public bool? More { get; private init; }

    /// <summary>Null when there is no array of records.</summary>
    public static PageHead? Of(ReadOnlyMemory<byte> body, string resource)
    {
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            return new PageHead { Array = "", Records = Count(ref reader) };
        }

        var head = default(PageHead);
        string? array = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (array is null && reader.TokenType is JsonTokenType.StartArray && IsRecords(name, resource))
            {
                array = name;
                head = head with { Records = Count(ref reader) };
            }
            else
            {
                head = head.With(name, ref reader);
                reader.Skip();
            }
        }

        return array is null ? null : head with { Array = array };
    }

    /// <summary>Name of the array of records alone; null when there is none. Looks no further than to its beginning.</summary>
    public static string? ArrayOf(ReadOnlyMemory<byte> body, string resource)
    {
        var reader = new Utf8JsonReader(body.Span);
        if (!reader.Read() || reader.TokenType is JsonTokenType.StartArray)
        {
            return "";
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartArray && IsRecords(name, resource))
            {
                return name;
            }

            reader.Skip();
        }

        return null;
    }

    private static bool IsRecords(string name, string resource) => name == resource || name is "records" or "data" or "items" or "results";

    private static int Count(ref Utf8JsonReader reader)
    {
        var records = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            records++;
            reader.Skip();
        }

        return records;
    }

    private PageHead With(string name, ref Utf8JsonReader value) => name switch
    {
        "page" or "pageNumber" => this with { Page = Number(ref value) ?? Page },
        "pages" or "totalPages" or "lastPage" => this with { Pages = Number(ref value) ?? Pages },
        "total" or "totalCount" or "totalRecords" => this with { Total = Number(ref value) ?? Total },
        "more" or "hasMore" or "hasNext" when value.TokenType is JsonTokenType.True or JsonTokenType.False => this with { More = value.TokenType is JsonTokenType.True },
        _ => this,
    };

    private static int? Number(ref Utf8JsonReader value) => value.TokenType is JsonTokenType.Number && value.TryGetInt32(out var number) && number >= 0 ? number : null;
}
