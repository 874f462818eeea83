using System.Globalization;
using Uso.Fakes;
using Uso.Fakes.ScholarPack;

// Run by hand: dotnet run --project tests/fakes/ScholarPack [port]
var school = new ScholarPackSchool { Name = "Cedar Hill Primary (fictional)" };
string[] forenames = ["Amelia", "Noah", "Isla", "Omar", "Zoë", "Ravi", "Chloe", "Jakub"];
string[] surnames = ["Okafor", "Lewis", "Patel", "Nowak", "O'Hara", "Smith-Jones"];
for (var i = 1; i <= 60; i++)
{
    school.Students.Add(new ScholarPackStudent
    {
        Id = i,
        LegalForename = forenames[i % forenames.Length],
        LegalSurname = surnames[i % surnames.Length],
        DateOfBirth = new DateOnly(2016, 1, 1).AddDays(i * 11).ToString("O", CultureInfo.InvariantCulture),
        Gender = i % 2 == 0 ? "F" : "M",
        YearGroup = i <= 30 ? "Year 3" : "Year 4",
        RegistrationGroup = i <= 30 ? "3A" : "4A",
    });
}

school.Staff.Add(new ScholarPackStaff { Id = 1, Title = "Mrs", Forename = "Grace", Surname = "Adeyemi", Role = "Headteacher", Email = "grace@cedar.example" });
school.Contacts.Add(new ScholarPackContact(1, 1, "Ms", "Ada", "Okafor", "Mother"));

await using var fake = await ScholarPackFake.StartAsync(new ScholarPackFakeOptions { School = school, Port = ByHand.Port(args) });
await ByHand.RunAsync(fake.Faults, $"baseUrl {fake.Url}  clientId uso  clientSecret fake-secret  refreshToken {fake.RefreshToken}");
return 0;
