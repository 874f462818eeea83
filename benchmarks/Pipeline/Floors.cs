using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Microsoft.Data.Sqlite;
using Uso.Mis;
using Uso.Mis.Sims;

namespace Uso.Benchmarks.Pipeline;

/// <summary>What the same machine, at the same moment, needs for the bare minimum.</summary>
internal static class Floors
{
    public static TimeSpan Parse(IEnumerable<ExportFile> files)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var file in files)
        {
            using var zip = ZipFile.OpenRead(file.Path);
            foreach (var entry in zip.Entries)
            {
                using var xml = XmlReader.Create(entry.Open(), new XmlReaderSettings { IgnoreWhitespace = true, DtdProcessing = DtdProcessing.Prohibit });
                while (xml.Read())
                {
                }
            }
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public static TimeSpan Insert(IEnumerable<ExportFile> files, string databasePath)
    {
        var people = files.SelectMany(People).ToList();
        var started = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={databasePath};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute(connection, """
            CREATE TABLE person (id TEXT PRIMARY KEY, first TEXT, last TEXT, born TEXT, upn TEXT, year TEXT, reg TEXT) WITHOUT ROWID;
            CREATE INDEX person_upn ON person (upn);
            CREATE INDEX person_name ON person (last, first, born);
            """);
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO person VALUES ($id, $first, $last, $born, $upn, $year, $reg)";
        var parameters = new[] { "$id", "$first", "$last", "$born", "$upn", "$year", "$reg" }
            .Select(name => insert.Parameters.Add(new SqliteParameter(name, SqliteType.Text))).ToArray();
        insert.Prepare();
        foreach (var (id, person) in people)
        {
            parameters[0].Value = id;
            parameters[1].Value = person.LegalFirstName;
            parameters[2].Value = person.LegalLastName;
            parameters[3].Value = (object?)person.DateOfBirth?.ToString("O", CultureInfo.InvariantCulture) ?? DBNull.Value;
            parameters[4].Value = (object?)person.Upn ?? DBNull.Value;
            parameters[5].Value = (object?)person.YearGroup ?? DBNull.Value;
            parameters[6].Value = (object?)person.RegistrationGroup ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(started);
    }

    private static IEnumerable<(string Id, ExtractPerson Person)> People(ExportFile file)
    {
        using var stream = File.OpenRead(file.Path);
        var settings = new ReadSettings { Accepted = new HashSet<Report> { Report.Students, Report.Staff } };
        foreach (var person in new SimsMis().Read(stream, "export.zip", settings).OfType<ExtractPerson>())
        {
            yield return ($"{file.Urn}/{person.Kind}/{person.MisId}", person);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
