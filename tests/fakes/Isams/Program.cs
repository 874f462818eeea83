using System.Globalization;
using Uso.Fakes;
using Uso.Fakes.Isams;

// Run by hand: dotnet run --project tests/fakes/Isams [port]
var school = new IsamsSchool { Name = "Fernhill School (fictional)" };
string[] forenames = ["Amelia", "Noah", "Isla", "Omar", "Zoë", "Ravi", "Chloe", "Jakub"];
string[] surnames = ["Okafor", "Lewis", "Patel", "Nowak", "O'Hara", "Smith-Jones"];
for (var i = 1; i <= 60; i++)
{
    school.Students.Add(new IsamsStudent
    {
        SchoolId = string.Create(CultureInfo.InvariantCulture, $"{4_700_000_000 + i}"),
        SchoolCode = string.Create(CultureInfo.InvariantCulture, $"FH{i:000}"),
        Forename = forenames[i % forenames.Length],
        Surname = surnames[i % surnames.Length],
        DateOfBirth = new DateOnly(2013, 1, 1).AddDays(i * 11).ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture),
        Gender = i % 2 == 0 ? "F" : "M",
        YearGroup = i <= 30 ? 7 : 8,
        FormGroup = i <= 30 ? "7/AB" : "8/CD",
        EnrolmentDate = new DateOnly(2024, 9, 2),
    });
}

school.Employees.Add(new IsamsEmployee { Id = 1, Title = "Mrs", Forename = "Grace", Surname = "Adeyemi", Initials = "GAD", Email = "grace@fernhill.example" });
school.Sets.Add(new IsamsSet(1, "7 Maths 1", [.. school.Students.Take(20).Select(s => s.SchoolId)]));

var options = new IsamsFakeOptions { School = school, Port = ByHand.Port(args) };
await using var fake = await IsamsFake.StartAsync(options);
await ByHand.RunAsync(fake.Faults, $"host {fake.Url}  clientId uso  clientSecret fake-secret\nhost {fake.Url}  api batch  batchKey {options.ApiKey}");
return 0;
