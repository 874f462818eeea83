using System.Text;
using Uso.Mis.Records;

namespace Uso.Mis.Tests.Records;

public sealed class JsonRecordsTests
{
    private static readonly FieldMap Map = new("people", ("MisId", "id"), ("Name", "name.legal|name.known"), ("Born", "born|born.date"), ("Email", "emails.address"), ("Groups", "groups.data|groups"));

    [Fact]
    public void Values_AreFoundWhereverTheyStand()
    {
        var rows = Read("""
            {"meta":{"data":[9]},"response":{"data":[
              {"id":7,"noise":{"id":8},"name":{"legal":null,"known":" Zo\u00eb "},"born":{"date":"2012-03-04","zone":3},"emails":[{"address":""},{"address":"a@b.example"}]},
              {"name":{"known":"K","legal":"L"},"id":"x","born":"2011-01-01"},
              {"na\u006de":{"legal":"M"}}
            ]}}
            """);

        Assert.Equal(
            [("7", "Zoë", "2012-03-04", "a@b.example"), ("x", "L", "2011-01-01", null), (null, "M", null, null)],
            rows);
    }

    [Fact]
    public void List_IsReadInItsTurn()
    {
        var records = new JsonRecords(Map, "").Open(Encoding.UTF8.GetBytes("""[{"groups":{"data":[{"id":1},{"id":2}]}},{"groups":[{"id":3}]},{"groups":null},{}]"""));
        var inner = new JsonRecords(new FieldMap("groups", ("GroupId", "id")), "");
        var found = new List<string>();
        while (records.Read())
        {
            inner.OpenList(records.List(Map.IndexOf("Groups")));
            var ids = new List<string?>();
            while (inner.Read())
            {
                ids.Add(inner.Text(0));
            }

            found.Add(string.Join(',', ids));
        }

        Assert.Equal(["1,2", "3", "", ""], found);
    }

    [Theory]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"other":[]}""")]
    [InlineData("[]")]
    [InlineData("""{"data":[{"id":1},""")]
    [InlineData("""{"data":[{"id":1 "x":2}]}""")]
    public void Page_ThatIsNone_IsRefused(string page) =>
        Assert.Equal(MisErrorCodes.ExportMalformed, Assert.Throws<MisExportException>(() => Read(page, "data")).Code);

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void BytesThatAreNotUtf8_AreRefused(int length)
    {
        byte[] page = [.. "{\"data\":[{\"id\":\""u8, .. Enumerable.Repeat((byte)'x', length), 0xFF, .. "\"}]}"u8];
        Assert.Equal(MisErrorCodes.ExportEncoding, Assert.Throws<MisExportException>(() => Read(page, "data")).Code);
    }

    [Fact]
    public void ManyOtherNames_DoNoHarm()
    {
        var rows = Read($"[{string.Join(',', Enumerable.Range(0, 400).Select(i => $$"""{"n{{i}}":{"a":[1]},"id":"{{i}}"}"""))}]", "");
        Assert.Equal(Enumerable.Range(0, 400).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), rows.Select(r => r.Id));
    }

    [Fact]
    public void FieldMap_IsOverriddenFieldByField()
    {
        var maps = FieldMap.Override(new Dictionary<string, FieldMap> { ["people"] = Map }, """{"people":{"MisId":"person.key|id","Email":""}}""");
        var records = new JsonRecords(maps["people"], "").Open("[{\"person\":{\"key\":\"k\"},\"id\":\"i\",\"emails\":{\"address\":\"e\"},\"born\":\"b\"}]"u8.ToArray());
        records.Read();

        Assert.Equal(("k", null, "b"), (records.Text(Map.IndexOf("MisId")), records.Text(Map.IndexOf("Email")), records.Text(Map.IndexOf("Born"))));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"animals":{}}""")]
    [InlineData("""{"people":{"Shoe":"size"}}""")]
    [InlineData("""{"people":{"MisId":7}}""")]
    [InlineData("""{"people":{"MisId":"a..b"}}""")]
    [InlineData("""{"people":{"MisId":"a| b"}}""")]
    public void FieldMap_ThatCannotBeUsed_IsRefused(string json) => Assert.Equal(
        MisErrorCodes.PullBadFieldMap,
        Assert.Throws<MisExportException>(() => FieldMap.Override(new Dictionary<string, FieldMap> { ["people"] = Map }, json)).Code);

    private static List<(string? Id, string? Name, string? Born, string? Email)> Read(string page, string array = "response.data") => Read(Encoding.UTF8.GetBytes(page), array);

    private static List<(string? Id, string? Name, string? Born, string? Email)> Read(byte[] page, string array)
    {
        var records = new JsonRecords(Map, array).Open(page);
        var rows = new List<(string?, string?, string?, string?)>();
        while (records.Read())
        {
            rows.Add((records.Text(0), records.Text(1), records.Text(2), records.Text(3)));
        }

        return rows;
    }
}
