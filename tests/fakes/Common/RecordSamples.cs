using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes;

/// <summary>A small fictional school in plain records, for running a fake by hand and for tests.</summary>
public static class RecordSamples
{
    private static readonly string[] Forenames = ["Amelia", "Noah", "Isla", "Omar", "Zoë", "Ravi", "Chloe", "Jakub"];
    private static readonly string[] Surnames = ["Okafor", "Lewis", "Patel", "Nowak", "O'Hara", "Smith-Jones"];

    public static RecordSchool School(string id, int pupils)
    {
        var school = new RecordSchool { Id = id, Name = "Cedar Hill Primary (fictional)" };
        school.Show("students", Enumerable.Range(1, pupils).Select(Student));
        school.Show("staff", [new() { ["id"] = "s1", ["title"] = "Mrs", ["forename"] = "Grace", ["surname"] = "Adeyemi", ["jobTitle"] = "Headteacher", ["email"] = "grace@cedar.example" }]);
        school.Show("contacts", [new() { ["id"] = "c1", ["title"] = "Ms", ["forename"] = "Ada", ["surname"] = "Okafor", ["students"] = new JsonArray(Link("p1")) }]);
        school.Show("groups", [new() { ["id"] = "g1", ["name"] = "3A", ["type"] = "registration", ["students"] = new JsonArray(Member("p1"), Member("p2")), ["staff"] = new JsonArray(Member("s1")) }]);
        school.Show("attendance", [new() { ["studentId"] = "p1", ["date"] = "2025-01-06", ["session"] = "AM", ["mark"] = "/" }]);
        return school;
    }

    public static JsonObject Student(int number) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"p{number}"),
        ["forename"] = Forenames[number % Forenames.Length],
        ["surname"] = Surnames[number % Surnames.Length],
        ["dateOfBirth"] = new DateOnly(2016, 1, 1).AddDays(number * 11).ToString("O", CultureInfo.InvariantCulture),
        ["gender"] = number % 2 == 0 ? "F" : "M",
        ["yearGroup"] = "Year 3",
        ["registrationGroup"] = "3A",
    };

    private static JsonObject Member(string id) => new() { ["id"] = id };

    private static JsonObject Link(string id) => new() { ["id"] = id, ["relationship"] = "Mother", ["parentalResponsibility"] = true, ["priority"] = 1 };
}
