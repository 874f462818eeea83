using System.Buffers;
using System.Text;

namespace Uso.Samples.Generator;

/// <summary>Writes CSV as spreadsheets do: a mark of UTF-8, and quotes where they are needed.</summary>
internal sealed class CsvLines(Stream output, bool mark = true) : IDisposable
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private readonly StreamWriter _writer = new(output, new UTF8Encoding(mark), 1 << 14, leaveOpen: true) { NewLine = "\r\n" };

    public void Write(params IEnumerable<string?> values)
    {
        var first = true;
        foreach (var value in values)
        {
            if (!first)
            {
                _writer.Write(',');
            }

            first = false;
            _writer.Write(value.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{value!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);
        }

        _writer.WriteLine();
    }

    public void Dispose() => _writer.Dispose();
}
