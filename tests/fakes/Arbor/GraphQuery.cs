using System.Globalization;
using System.Text.RegularExpressions;

namespace Uso.Fakes.Arbor;

/// <summary>One field of a query with its arguments and what is selected of it.</summary>
internal sealed record GraphField(string Name, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<GraphField> Fields)
{
    public int Number(string argument, int otherwise) =>
        Arguments.TryGetValue(argument, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>As much of GraphQL as Arbor's queries need: nested fields, with arguments that are numbers and texts.</summary>
internal sealed partial class GraphQuery
{
    private readonly List<string> _tokens;
    private int _at;

    private GraphQuery(string text) => _tokens = [.. Tokens().Matches(text).Select(match => match.Value)];

    /// <summary>The query's fields, or null when it is none.</summary>
    public static IReadOnlyList<GraphField>? Parse(string text)
    {
        try
        {
            var query = new GraphQuery(text);
            query.Skip("query");
            var fields = query.Fields();
            return query._at == query._tokens.Count ? fields : null;
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    [GeneratedRegex("""[{}():]|"[^"]*"|[\w.-]+""")]
    private static partial Regex Tokens();

    private List<GraphField> Fields()
    {
        Take("{");
        var fields = new List<GraphField>();
        while (!Skip("}"))
        {
            var name = Next();
            fields.Add(new GraphField(name, Arguments(), _tokens[_at] == "{" ? Fields() : []));
        }

        return fields;
    }

    private Dictionary<string, string> Arguments()
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Skip("("))
        {
            return arguments;
        }

        while (!Skip(")"))
        {
            var name = Next();
            Take(":");
            arguments[name] = Next().Trim('"');
        }

        return arguments;
    }

    private string Next() => _tokens[_at] is "{" or "}" or "(" or ")" or ":" ? throw new FormatException(_tokens[_at]) : _tokens[_at++];

    private void Take(string token)
    {
        if (!Skip(token))
        {
            throw new FormatException(token);
        }
    }

    private bool Skip(string token)
    {
        if (_tokens[_at] != token)
        {
            return false;
        }

        _at++;
        return true;
    }
}
