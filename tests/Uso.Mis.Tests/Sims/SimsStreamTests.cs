using System.Text;
using Uso.Mis.Sims;
using static Uso.Mis.Tests.Sims.SimsData;

namespace Uso.Mis.Tests.Sims;

/// <summary>Measures the memory of the process, so that it runs alone.</summary>
[CollectionDefinition(nameof(SimsStreamTests), DisableParallelization = true)]
[Collection(nameof(SimsStreamTests))]
public sealed class SimsStreamTests
{
    private const int Rows = 100_000;

    [Theory]
    [InlineData("Students.xml")]
    [InlineData("Students.csv")]
    public void Read_HundredThousandRows_HoldsLittle(string name)
    {
        using var export = new GeneratedStream(name.EndsWith("xml", StringComparison.Ordinal));
        var mis = new SimsMis();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        var people = 0;
        foreach (var item in mis.Read(export, name, Everything))
        {
            people += item is ExtractPerson ? 1 : 0;
            if (people % 25_000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Rows, people);

        // The file is 50 MB as XML and 14 MB as CSV; what is held is the set of ids and buffers.
        Assert.True(peak < 8 << 20, $"{peak} bytes were held.");
    }

    /// <summary>A seekable export that is made while it is read.</summary>
    private sealed class GeneratedStream : Stream
    {
        private readonly bool _xml;
        private readonly byte[] _head;
        private readonly byte[] _foot;
        private long _position;
        private int _row;
        private byte[] _chunk = [];
        private int _at;

        public GeneratedStream(bool xml)
        {
            _xml = xml;
            var empty = xml ? Xml(Report.Students) : Csv(Report.Students);
            var foot = xml ? "</SuperStarReport>\r\n".Length : 0;
            _head = empty[..^foot];
            _foot = empty[^foot..];
        }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => long.MaxValue;

        public override long Position
        {
            get => _position;
            set
            {
                Assert.Equal(0, value);
                _position = 0;
                _row = 0;
                _chunk = [];
                _at = 0;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            while (_at == _chunk.Length)
            {
                if (_row > Rows + 1)
                {
                    return 0;
                }

                _chunk = _row == 0 ? _head : _row > Rows ? _foot : Row(_row);
                _row++;
                _at = 0;
            }

            var count = Math.Min(buffer.Length, _chunk.Length - _at);
            _chunk.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private byte[] Row(int number)
        {
            var row = Pupil($"{number}", ("LegalLastName", $"Okafor{number}"));
            var text = Encoding.UTF8.GetString(_xml ? Xml(Report.Students, row) : Csv(Report.Students, row));
            return Utf8(_xml ? text[text.IndexOf("\t<Record>", StringComparison.Ordinal)..text.IndexOf("</SuperStar", StringComparison.Ordinal)] : text[(text.IndexOf('\n') + 1)..]);
        }
    }
}
