using System.Globalization;
using Uso.Fakes;
using Uso.Fakes.Wonde;

// Run by hand: dotnet run --project tests/fakes/Wonde [port]
var school = new WondeSchool { Id = "A1000000001", Name = "Alder Row Primary (fictional)" };
string[] forenames = ["Amelia", "Noah", "Isla", "Omar", "Zoë", "Ravi", "Chloe", "Jakub"];
string[] surnames = ["Okafor", "Lewis", "Patel", "Nowak", "O'Hara", "Smith-Jones"];
for (var i = 0; i < 60; i++)
{
    school.Students.Add(new WondeStudent
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"A{2_000_000 + i}"),
        Forename = forenames[i % forenames.Length],
        Surname = surnames[i % surnames.Length],
        DateOfBirth = new DateOnly(2016, 1, 1).AddDays(i * 11),
        Gender = i % 2 == 0 ? "FEMALE" : "MALE",
        YearGroup = i < 30 ? "Year 3" : "Year 4",
        RegistrationGroup = i < 30 ? "3A" : "4A",
    });
}

school.Employees.Add(new WondeEmployee { Id = "A3000001", Title = "Mrs", Forename = "Grace", Surname = "Adeyemi", Role = "Headteacher", Email = "grace@alder.example" });
school.Groups.Add(new WondeGroup { Id = "A4000001", Name = "3A", Type = "REGISTRATION", StudentIds = [.. school.Students.Take(30).Select(s => s.Id)], EmployeeIds = ["A3000001"] });

await using var fake = await WondeFake.StartAsync(new WondeFakeOptions { Schools = [school], Port = ByHand.Port(args) });
await ByHand.RunAsync(fake.Faults, $"baseUrl {fake.BaseUrl}  schoolId {school.Id}  token fake-token");
return 0;
